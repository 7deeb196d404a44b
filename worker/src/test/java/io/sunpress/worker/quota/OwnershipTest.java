package io.sunpress.worker.quota;

import static io.sunpress.intake.Lane.BULK;
import static io.sunpress.intake.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final Share HALF = new Share(12, 24);
  private static final Share THIRD = new Share(8, 24);

  private final ManualTime time = new ManualTime();
  private final Ownership ownership = new Ownership(Duration.ofSeconds(7), time.time());

  @Test
  void spendsNothingWithoutALease() {
    ownership.holds(BULK, HALF);
    assertThat(ownership.look().inForce()).isEmpty();
    ownership.proved(INTERACTIVE, time.getAsLong());
    assertThat(ownership.look().inForce()).isEmpty();
    assertThat(ownership.proved(BULK, time.getAsLong())).isTrue();
    assertThat(ownership.look().inForce()).containsOnlyKeys(BULK);
    assertThat(ownership.look().fraction()).isEqualTo(0.25);
  }

  @Test
  void losesTheShareWhenTheLeaseEnds() {
    ownWithLease();
    long losses = ownership.look().losses();
    time.advance(Duration.ofSeconds(4));
    assertThat(ownership.proved(BULK, time.getAsLong())).isFalse();
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(ownership.look().inForce()).containsKeys(BULK, INTERACTIVE);
    time.advance(1);
    assertThat(ownership.look().inForce()).containsOnlyKeys(BULK);
    assertThat(ownership.look().losses()).isEqualTo(losses + 1);
    assertThat(ownership.leaseLeft(INTERACTIVE)).isZero();
    assertThat(ownership.leaseLeft(BULK)).isEqualTo(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void risesWhenALeaseComesBack() {
    ownWithLease();
    time.advance(Duration.ofSeconds(4));
    ownership.look();
    time.advance(Duration.ofSeconds(4));
    long rises = ownership.look().rises();
    assertThat(ownership.proved(BULK, time.getAsLong() - 1)).isTrue();
    assertThat(ownership.look().rises()).isEqualTo(rises + 1);
    assertThat(ownership.look().risenAt()).isEqualTo(time.getAsLong());
    assertThat(ownership.proved(BULK, time.getAsLong())).isFalse();
  }

  @Test
  void countsMovesWhereAShareIsLoweredAndRisesWhereItIsRaised() {
    ownWithLease();
    Holdings before = ownership.look();
    ownership.holds(BULK, THIRD);
    assertThat(ownership.look().moves()).isEqualTo(before.moves() + 1);
    assertThat(ownership.look().rises()).isEqualTo(before.rises());
    ownership.holds(BULK, HALF);
    assertThat(ownership.look().moves()).isEqualTo(before.moves() + 1);
    assertThat(ownership.look().rises()).isEqualTo(before.rises() + 1);
    ownership.holds(BULK, HALF);
    assertThat(ownership.look().rises()).isEqualTo(before.rises() + 1);
    ownership.holds(BULK, new Share(12, 48));
    assertThat(ownership.look().moves()).isEqualTo(before.moves() + 2);
    assertThat(ownership.look().losses()).isEqualTo(before.losses());
  }

  @Test
  void forgetsShareAndLeaseOfWhatIsLost() {
    ownWithLease();
    long losses = ownership.look().losses();
    ownership.lost(BULK);
    assertThat(ownership.look().losses()).isEqualTo(losses + 1);
    ownership.holds(BULK, HALF);
    assertThat(ownership.look().inForce()).containsOnlyKeys(INTERACTIVE);
    ownership.lost(BULK);
    ownership.lost(BULK);
    assertThat(ownership.look().losses()).isEqualTo(losses + 2);
  }

  @Test
  void trustsAfterAJumpOnlyACommitThatBeganAfterIt() {
    ownWithLease();
    long before = time.getAsLong();
    time.advance(1);
    time.sleep(Duration.ofSeconds(30));
    assertThat(ownership.look().inForce()).isEmpty();
    assertThat(ownership.proved(BULK, before)).isFalse();
    assertThat(ownership.proved(BULK, time.getAsLong())).isTrue();
  }

  @Test
  void trustsNoCommitDuringWhichTheMachineSlept() {
    ownWithLease();
    long started = time.getAsLong();
    time.advance(1);
    time.sleep(Duration.ofSeconds(30));
    assertThat(ownership.proved(BULK, started)).isFalse();
    assertThat(ownership.look().inForce()).isEmpty();
  }

  private void ownWithLease() {
    ownership.holds(BULK, HALF);
    ownership.holds(INTERACTIVE, HALF);
    ownership.proved(BULK, time.getAsLong());
    ownership.proved(INTERACTIVE, time.getAsLong());
  }
}
