package io.sunpress.worker.quota;

import io.sunpress.intake.Lane;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its permit. Compared by identity. */
final class Waiter {
  private final Lane lane;
  private final long since;
  private final CompletableFuture<Decision> answer = new CompletableFuture<>();

  /**
   * @param since nano time at which it asked
   */
  Waiter(Lane lane, long since) {
    this.lane = lane;
    this.since = since;
  }

  Lane lane() {
    return lane;
  }

  long since() {
    return since;
  }

  CompletableFuture<Decision> answer() {
    return answer;
  }

  void admit(Permit permit) {
    if (!answer.complete(permit)) {
      permit.giveBack();
    }
  }

  void refuse(Decision refusal) {
    answer.complete(refusal);
  }
}
