package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its permit. Compared by identity. */
final class PermitWaiter {
  private final PermitRequest request;
  private final long since;
  private final CompletableFuture<PermitResult> answer = new CompletableFuture<>();

  /**
   * @param since nano time at which it asked
   */
  PermitWaiter(PermitRequest request, long since) {
    this.request = request;
    this.since = since;
  }

  PermitRequest request() {
    return request;
  }

  Priority lane() {
    return request.priority();
  }

  long since() {
    return since;
  }

  CompletableFuture<PermitResult> answer() {
    return answer;
  }

  void admit(Permit permit) {
    if (!answer.complete(permit)) {
      permit.giveBack();
    }
  }

  void refuse(PermitResult refusal) {
    answer.complete(refusal);
  }
}
