package io.sunpress.api.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** Hands an answer to Spring: at once where there is one already, else without a waiting thread. */
public final class AsyncResponse {
  private AsyncResponse() {}

  /** What a handler returns. */
  public static Object answer(CompletableFuture<ResponseEntity<byte[]>> answer) {
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      return answer.join();
    }
    DeferredResult<ResponseEntity<byte[]>> later = new DeferredResult<>();
    answer.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            later.setResult(value);
          } else {
            later.setErrorResult(
                failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure);
          }
        });
    return later;
  }
}
