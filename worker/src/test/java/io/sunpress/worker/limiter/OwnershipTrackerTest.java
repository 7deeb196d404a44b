package io.sunpress.worker.limiter;

import static io.sunpress.request.Priority.BULK;
import static io.sunpress.request.Priority.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnershipTrackerTest {
  private static final Share HALF = new Share(12, 24);
  private static final Share THIRD = new Share(8, 24);

  private final ManualTime time = new ManualTime();
  private final OwnershipTracker ownershipTracker =
      new OwnershipTracker(Duration.ofSeconds(7), time.time());

  @Test
  void spendsNothingWithoutALease() {
    ownershipTracker.holds(BULK, HALF);
    assertThat(ownershipTracker.look().inForce()).isEmpty();
    ownershipTracker.proved(INTERACTIVE, time.getAsLong());
    assertThat(ownershipTracker.look().inForce()).isEmpty();
    assertThat(ownershipTracker.proved(BULK, time.getAsLong())).isTrue();
    assertThat(ownershipTracker.look().inForce()).containsOnlyKeys(BULK);
    assertThat(ownershipTracker.look().fraction()).isEqualTo(0.25);
  }

  @Test
  void losesTheShareWhenTheLeaseEnds() {
    ownWithLease();
    long losses = ownershipTracker.look().losses();
    time.advance(Duration.ofSeconds(4));
    assertThat(ownershipTracker.proved(BULK, time.getAsLong())).isFalse();
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(ownershipTracker.look().inForce()).containsKeys(BULK, INTERACTIVE);
    time.advance(1);
    assertThat(ownershipTracker.look().inForce()).containsOnlyKeys(BULK);
    assertThat(ownershipTracker.look().losses()).isEqualTo(losses + 1);
    assertThat(ownershipTracker.leaseLeft(INTERACTIVE)).isZero();
    assertThat(ownershipTracker.leaseLeft(BULK)).isEqualTo(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void risesWhenALeaseComesBack() {
    ownWithLease();
    time.advance(Duration.ofSeconds(4));
    ownershipTracker.look();
    time.advance(Duration.ofSeconds(4));
    long rises = ownershipTracker.look().rises();
    assertThat(ownershipTracker.proved(BULK, time.getAsLong() - 1)).isTrue();
    assertThat(ownershipTracker.look().rises()).isEqualTo(rises + 1);
    assertThat(ownershipTracker.look().risenAt()).isEqualTo(time.getAsLong());
    assertThat(ownershipTracker.proved(BULK, time.getAsLong())).isFalse();
  }

  @Test
  void countsMovesWhereAShareIsLoweredAndRisesWhereItIsRaised() {
    ownWithLease();
    LeasedShares before = ownershipTracker.look();
    ownershipTracker.holds(BULK, THIRD);
    assertThat(ownershipTracker.look().moves()).isEqualTo(before.moves() + 1);
    assertThat(ownershipTracker.look().rises()).isEqualTo(before.rises());
    ownershipTracker.holds(BULK, HALF);
    assertThat(ownershipTracker.look().moves()).isEqualTo(before.moves() + 1);
    assertThat(ownershipTracker.look().rises()).isEqualTo(before.rises() + 1);
    ownershipTracker.holds(BULK, HALF);
    assertThat(ownershipTracker.look().rises()).isEqualTo(before.rises() + 1);
    ownershipTracker.holds(BULK, new Share(12, 48));
    assertThat(ownershipTracker.look().moves()).isEqualTo(before.moves() + 2);
    assertThat(ownershipTracker.look().losses()).isEqualTo(before.losses());
  }

  @Test
  void forgetsShareAndLeaseOfWhatIsLost() {
    ownWithLease();
    long losses = ownershipTracker.look().losses();
    ownershipTracker.lost(BULK);
    assertThat(ownershipTracker.look().losses()).isEqualTo(losses + 1);
    ownershipTracker.holds(BULK, HALF);
    assertThat(ownershipTracker.look().inForce()).containsOnlyKeys(INTERACTIVE);
    ownershipTracker.lost(BULK);
    ownershipTracker.lost(BULK);
    assertThat(ownershipTracker.look().losses()).isEqualTo(losses + 2);
  }

  @Test
  void trustsAfterAJumpOnlyACommitThatBeganAfterIt() {
    ownWithLease();
    long before = time.getAsLong();
    time.advance(1);
    time.sleep(Duration.ofSeconds(30));
    assertThat(ownershipTracker.look().inForce()).isEmpty();
    assertThat(ownershipTracker.proved(BULK, before)).isFalse();
    assertThat(ownershipTracker.proved(BULK, time.getAsLong())).isTrue();
  }

  @Test
  void trustsNoCommitDuringWhichTheMachineSlept() {
    ownWithLease();
    long started = time.getAsLong();
    time.advance(1);
    time.sleep(Duration.ofSeconds(30));
    assertThat(ownershipTracker.proved(BULK, started)).isFalse();
    assertThat(ownershipTracker.look().inForce()).isEmpty();
  }

  private void ownWithLease() {
    ownershipTracker.holds(BULK, HALF);
    ownershipTracker.holds(INTERACTIVE, HALF);
    ownershipTracker.proved(BULK, time.getAsLong());
    ownershipTracker.proved(INTERACTIVE, time.getAsLong());
  }
}
