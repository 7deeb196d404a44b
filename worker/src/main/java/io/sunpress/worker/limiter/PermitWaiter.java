package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import io.sunpress.worker.wechat.CallPermit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A call that waits for its permit. Compared by identity. */
final class PermitWaiter {
  /** A repeated call has a token meanwhile: longer than this it had better start anew. */
  private static final long LONGEST_SECONDS = 5;

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

  /** The permit of a call that has a thread; blocks for seconds at most. */
  static Optional<CallPermit> await(CompletableFuture<PermitResult> decision) {
    try {
      return decision
          .copy()
          .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
          .join()
          .match(Optional::of, suspended -> Optional.empty(), Optional::empty);
    } catch (CompletionException | CancellationException e) {
      decision.cancel(false);
      return Optional.empty();
    }
  }
}
