package io.sunpress.worker.source;

import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.request.CodeRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a source makes of a record. */
public sealed interface EvaluatedRecord {

  /** It is of no interest. */
  record Skipped() implements EvaluatedRecord {}

  /**
   * Its bytes can't be read: nobody can get an answer.
   *
   * @param error without the bytes
   */
  record Unreadable(CodeError error) implements EvaluatedRecord {}

  /**
   * It was read.
   *
   * @param requests may be asked
   * @param refusals never will be
   */
  record Rows(List<Request> requests, List<Refusal> refusals) implements EvaluatedRecord {
    public Rows {
      requests = List.copyOf(requests);
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * A row that may be asked.
   *
   * @param members of {@code ask} as they were rendered, by name
   * @param request complete and named
   */
  record Request(Map<String, String> members, CodeRequest request) {
    public Request {
      members = Map.copyOf(members);
    }
  }

  /**
   * A row that can't become a code.
   *
   * @param row its place among the rows, from 0
   * @param error why
   * @param asker whom an event can reach
   * @param message the request, where it got so far
   */
  record Refusal(
      int row, CodeError error, RequestCorrelation asker, @Nullable CodeRequestMessage message) {}
}
