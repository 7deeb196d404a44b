package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.SettableClock;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.OwnershipState;
import io.sunpress.worker.limiter.ProbePause;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the poll loop says of its partitions is what may be spent. */
class LimiterOwnershipListenerTest {
  private final AtomicLong now = new AtomicLong();
  private final SettableClock clock = new SettableClock();
  private final CallLimiter callLimiter =
      new CallLimiter(
          new LimiterSettings(
              Duration.ofSeconds(10),
              1,
              Duration.ofMinutes(1),
              new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              1),
          app -> CallLimit.DEFAULT,
          now::get,
          clock,
          (nanos, task) -> {});
  private final LimiterOwnershipListener stakes =
      new LimiterOwnershipListener(callLimiter, new HeldPartitions(), Priority.BULK);

  @Test
  void whatIsHeldIsSpentOnceACommitWasAccepted() {
    stakes.hold(Set.of(0, 5), 6);
    assertThat(callLimiter.state().fraction()).isZero();
    prove();
    assertThat(bulk().share().held()).isEqualTo(2);
    assertThat(bulk().share().all()).isEqualTo(6);
    assertThat(callLimiter.state().fraction()).as("a third of one of two lanes").isEqualTo(1 / 6.0);
    assertThat(callLimiter.state().lanes().get(Priority.INTERACTIVE).share().held()).isZero();
  }

  @Test
  void whatIsKeptIsLessAtOnce() {
    stakes.hold(Set.of(0, 1, 2), 6);
    prove();
    stakes.keep(Set.of(2), 6);
    assertThat(callLimiter.state().fraction()).isEqualTo(1 / 12.0);
  }

  @Test
  void whatIsLostIsNothingAtOnceAndNoFormerCommitBringsItBack() {
    stakes.hold(Set.of(0, 1, 2), 6);
    prove();
    stakes.lose();
    assertThat(callLimiter.state().fraction()).isZero();
    assertThat(bulk().leaseLeft()).isZero();
    stakes.hold(Set.of(0, 1, 2), 6);
    assertThat(callLimiter.state().fraction()).isZero();
  }

  @Test
  void aCommitProvesFromItsStartAndNotFromItsAnswer() {
    stakes.hold(Set.of(0), 6);
    long start = stakes.commitStarts();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    clock.advance(Duration.ofSeconds(3));
    stakes.commitAccepted(start);
    assertThat(bulk().leaseLeft()).isEqualTo(Duration.ofSeconds(4));
  }

  private void prove() {
    stakes.commitAccepted(stakes.commitStarts());
  }

  private OwnershipState bulk() {
    return callLimiter.state().lanes().get(Priority.BULK);
  }
}
