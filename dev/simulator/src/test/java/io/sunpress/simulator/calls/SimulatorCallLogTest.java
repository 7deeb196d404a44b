package io.sunpress.simulator.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorCallLogTest {
  private static final String DIGEST = "00ff".repeat(16);
  private final SimulatorCallLog ledger = new SimulatorCallLog(3);

  @Test
  void keepsTheNewestCallsAndCountsAllOfThem() {
    for (int i = 1; i <= 5; i++) {
      open(i, "s" + i).end(new RecordedOutcome.Error(-1));
    }
    assertThat(ledger.total()).isEqualTo(5);
    assertThat(ledger.byOutcome()).isEqualTo(Map.of("-1", 5L));
    assertThat(ledger.all()).extracting(RecordedCall::number).containsExactly(3L, 4L, 5L);
    assertThat(ledger.newest(2)).extracting(RecordedCall::number).containsExactly(5L, 4L);
  }

  @Test
  void theSumOfOutcomesIsTheTotalAtEveryMoment() {
    UnfinishedCall first = open(1, "a");
    UnfinishedCall second = open(2, "b");
    assertThat(ledger.byOutcome()).isEqualTo(Map.of("pending", 2L));
    first.end(new RecordedOutcome.Picture(DIGEST, 9));
    assertThat(ledger.byOutcome()).isEqualTo(Map.of("pending", 1L, "picture", 1L));
    assertThat(ledger.inFlight()).isEqualTo(1);
    second.end(new RecordedOutcome.Picture(DIGEST, 9));
    second.end(new RecordedOutcome.Broken());
    assertThat(ledger.byOutcome()).isEqualTo(Map.of("broken", 1L, "picture", 1L));
    assertThat(ledger.inFlight()).isZero();
  }

  @Test
  void givesBackThePictureAsItWasWritten() {
    open(1, "a").end(new RecordedOutcome.Picture(DIGEST, 195_000));
    assertThat(ledger.all().get(0).outcome())
        .isEqualTo(new RecordedOutcome.Picture(DIGEST, 195_000));
  }

  @Test
  void countsHowOftenEachCodeWasAsked() {
    open(1, "a");
    open(2, "b");
    open(3, "a");
    assertThat(ledger.codesAsked())
        .isEqualTo(
            Map.of(
                new RequestedCode("wx1", CallKind.UNLIMITED, "p", "a"), 2,
                new RequestedCode("wx1", CallKind.UNLIMITED, "p", "b"), 1));
  }

  @Test
  void findsTheFullestWindowOfCallsThatCameOutOfOrder() {
    SimulatorCallLog large = new SimulatorCallLog(100);
    for (long at : new long[] {0, 60_000, 59_999, 100_000, 119_999, 300_000}) {
      large.open(at, facts("s"), "");
    }
    assertThat(large.maxInWindow("wx1", CallKind.UNLIMITED, Duration.ofMinutes(1))).isEqualTo(3);
    assertThat(large.maxInWindow("wx1", CallKind.LIMITED, Duration.ofMinutes(1))).isZero();
    assertThat(large.maxInWindow("wx2", CallKind.UNLIMITED, Duration.ofMinutes(1))).isZero();
  }

  @Test
  void waitingEndsWhenTheTimeIsUp() throws InterruptedException {
    assertThat(ledger.awaitTotal(1, Duration.ofMillis(10))).isFalse();
    open(1, "a");
    assertThat(ledger.awaitTotal(1, Duration.ZERO)).isTrue();
    assertThat(ledger.awaitIdle(Duration.ofMillis(10))).isFalse();
  }

  private UnfinishedCall open(long at, String scene) {
    return ledger.open(at, facts(scene), "");
  }

  private static CallParameters facts(String scene) {
    return new CallParameters(CallKind.UNLIMITED, "wx1", "p", scene, 430, "release", false);
  }
}
