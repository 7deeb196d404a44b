package io.sunpress.worker.quota;

import io.sunpress.intake.Lane;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its permit. Compared by identity. */
final class Waiter {
  private final Lane lane;
  private final CompletableFuture<Decision> answer = new CompletableFuture<>();

  Waiter(Lane lane) {
    this.lane = lane;
  }

  Lane lane() {
    return lane;
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
