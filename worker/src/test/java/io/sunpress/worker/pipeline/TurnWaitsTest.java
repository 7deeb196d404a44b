package io.sunpress.worker.pipeline;

import static io.sunpress.worker.pipeline.Asked.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What waits in hand for its turn, or for the store, leaves it in time, and not before. */
class TurnWaitsTest extends LongWaits {
  @Test
  void whatHasWaitedForItsTurnForThirtySecondsIsParkedInItsOrder() {
    limited(60);
    List<OneClaim> bulk = askMany(APP, 40, Priority.BULK);
    pass(PATIENCE.minusMillis(250));
    int drawn = finished(bulk).size();
    assertThat(drawn).isBetween(28, 30);
    assertThat(said()).doesNotContain(TOPICS.parked());
    pass(Duration.ofMillis(500));
    assertThat(finished(bulk)).hasSize(40);
    assertThat(keysParked())
        .as("those that were asked last, in their order")
        .isEqualTo(keys(bulk).subList(40 - keysParked().size(), 40));
    assertThat(keysParked().size()).isBetween(10, 12);
    assertThat(untils()).isSorted();
    assertThat(untils().get(0)).isAfterOrEqualTo(time.clock().instant().plusSeconds(29));
    assertThat(header(parkedRecords().get(0), "sunpress-delays")).isEqualTo("0");
  }

  @Test
  void aCampaignAtTheFullLimitIsNeverParked() {
    limited(5_000);
    List<Duration> left = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      oneAfterTheOther(left);
    }
    while (left.size() < 20_000) {
      pass(Duration.ofMillis(250));
    }
    assertThat(left).allSatisfy(rest -> assertThat(rest).isGreaterThan(PATIENCE.minusSeconds(4)));
  }

  /** A request that leaves the moment it has its turn, and another that comes in its place. */
  private void oneAfterTheOther(List<Duration> left) {
    RetryBudget patience = new RetryBudget(PATIENCE, time, new Random(1));
    callLimiter
        .admit(CodeCalls.of(APP), Priority.BULK)
        .thenAccept(
            decision -> {
              left.add(patience.left());
              oneAfterTheOther(left);
            });
  }

  @Test
  void nothingIsSaidWhereNoLeaseProvesThatTheRecordIsOurs() {
    limited(60);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    proving = false;
    time.stop(Duration.ofSeconds(10));
    pass(PATIENCE);
    assertThat(said()).isEmpty();
    begin();
    proving = true;
    pass(Duration.ofSeconds(3));
    assertThat(claim.finished).isTrue();
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void whatHasFailedBeforeUsesUpADelayAndIsNotParkedForEver() {
    limited(3);
    wechat.faults().next(new SimulatedFault.Busy(), 1);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    pass(PATIENCE.plusSeconds(1));
    assertThat(said()).containsExactly(TOPICS.retries().get(0), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  /** The store is checked on a thread of its own, by the real clock. */
  @Test
  void aStoreThatWasAwayTakesNothingOfATasksTime() throws Exception {
    RefusingStore refusing = new RefusingStore();
    store = refusing;
    assemble();
    wechat.faults().next(new SimulatedFault.Busy(), 1);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    passUntil(() -> refusing.refused == 1);
    assertThat(refusing.foundAway.await(1, TimeUnit.MINUTES)).isTrue();
    time.advance(PATIENCE.plusSeconds(1));
    refusing.away = false;
    await().atMost(Duration.ofMinutes(1)).until(this::isBackingOff);
    assertThat(refusing.refused).as("this picture, by a store that is there").isEqualTo(2);
    refusing.takes = true;
    passUntil(() -> claim.finished);
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void aStoreThatTakesProbesAndNoPicturesIsAwayUntilItTakesOne() throws Exception {
    RefusingStore refusing = new RefusingStore();
    refusing.away = false;
    refusing.full = true;
    store = refusing;
    assemble();
    OneClaim claim = ask(APP, 1, Priority.BULK);
    passUntil(() -> refusing.refused == 1);
    assertThat(refusing.foundAway.await(1, TimeUnit.MINUTES)).isTrue();
    time.advance(PATIENCE.plusSeconds(1));
    refusing.takes = true;
    refusing.full = false;
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> waits.all().stream().noneMatch(wait -> wait.reason() == Reason.STORE));
    passUntil(() -> claim.finished);
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
    assertThat(refusing.refused).as("one picture, drawn once").isEqualTo(1);
  }

  private boolean isBackingOff() {
    return waits.all().stream().anyMatch(wait -> wait.reason() == Reason.BACKOFF);
  }

  /** For five minutes at most. */
  private void passUntil(BooleanSupplier end) {
    for (int steps = 0; steps < 1_200 && !end.getAsBoolean(); steps++) {
      pass(Duration.ofMillis(250));
    }
    assertThat(end.getAsBoolean()).isTrue();
  }
}
