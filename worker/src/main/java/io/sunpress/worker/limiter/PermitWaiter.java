package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its permit. Compared by identity. */
final class PermitWaiter {
  private final Priority priority;
  private final long since;
  private final CompletableFuture<PermitResult> answer = new CompletableFuture<>();

  /**
   * @param since nano time at which it asked
   */
  PermitWaiter(Priority priority, long since) {
    this.priority = priority;
    this.since = since;
  }

  Priority lane() {
    return priority;
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
