package io.sunpress.api.v1;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AsyncResponse;
import io.sunpress.code.CodeId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** Looks for what an id in a path stands for, and waits for it as long as the client prefers. */
final class JobLookup {
  private final CodeRequestService desk;
  private final RequestProperties properties;

  JobLookup(CodeRequestService desk, RequestProperties properties) {
    this.desk = desk;
    this.properties = properties;
  }

  /**
   * What the client is answered, now or later.
   *
   * @param found says what became of it
   * @param unknown says that nobody has asked for it, or that it is none of the caller's business
   */
  Object answer(
      String id,
      HttpServletRequest request,
      BiFunction<RequestOutcome, ResponsePreferences, ResponseEntity<byte[]>> found,
      Function<ResponsePreferences, ResponseEntity<byte[]>> unknown) {
    ResponsePreferences reader = ResponsePreferences.of(request, properties);
    Caller caller = Caller.of(request);
    return CodeId.parse(id)
        .map(
            code ->
                AsyncResponse.answer(
                    desk.look(caller, code, reader.patience())
                        .thenApply(
                            asking ->
                                asking
                                    .map(known -> found.apply(known, reader))
                                    .orElseGet(() -> unknown.apply(reader)))))
        .orElseGet(() -> unknown.apply(reader));
  }
}
