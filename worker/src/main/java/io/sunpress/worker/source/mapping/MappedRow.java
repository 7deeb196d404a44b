package io.sunpress.worker.source.mapping;

import io.sunpress.message.CodeRequestMessage;
import java.util.Map;
import java.util.Optional;

/** What becomes of one row of a record. */
public sealed interface MappedRow {

  /**
   * A request; whether it may be asked is for the validator.
   *
   * @param members of {@code ask}, as they were rendered
   * @param message the request, named
   */
  record Request(Map<String, String> members, CodeRequestMessage message) implements MappedRow {
    public Request {
      members = Map.copyOf(members);
    }
  }

  /**
   * It can't become a request.
   *
   * @param requestId what was readable of it, or the name made for it
   * @param reference what was readable of it
   * @param reason names the member, never the value
   */
  record Refused(String requestId, Optional<String> reference, String reason)
      implements MappedRow {}
}
