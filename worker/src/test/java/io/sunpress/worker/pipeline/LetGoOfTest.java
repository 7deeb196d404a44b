package io.sunpress.worker.pipeline;

import static io.sunpress.worker.pipeline.Asked.APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits in hand is let go of when its partition is another's, or about to be. */
class LetGoOfTest extends LongWaits {
  @Test
  void whatIsLostWhileItWaitsIsLetGoOf() {
    proving = false;
    time.stop(Duration.ofSeconds(10));
    OneClaim claim = ask(APP, 1, Priority.BULK);
    watcher.check();
    assertThat(claim.handedBack).isFalse();
    claim.leaving = true;
    watcher.check();
    assertThat(claim.handedBack).isTrue();
    assertThat(said()).isEmpty();
  }

  /** It is not looked for first: the new owner waits for it. */
  @Test
  void whatWaitsIsLetGoOfAtOnceWhenItsPartitionIsAboutToGo() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    processor.leaving();
    assertThat(claim.handedBack).isFalse();
    claim.leaving = true;
    processor.leaving();
    assertThat(claim.handedBack).isTrue();
    assertThat(said()).isEmpty();
  }

  /** A timer that was thrown at would never look again. */
  @Test
  void aFaultWhileLookingIsNotTheLastLook() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    claim.broken = true;
    watcher.check();
    claim.broken = false;
    claim.leaving = true;
    watcher.check();
    assertThat(claim.handedBack).isTrue();
  }
}
