package io.sunpress.engine;

import io.sunpress.worker.limiter.LimiterSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final long START = Long.MAX_VALUE - 5;

  @Test
  void isSessionLessThreeSeconds() {
    assertThat(terms(10).lease()).isEqualTo(Duration.ofSeconds(7));
    assertThat(terms(4).lease()).isEqualTo(Duration.ofSeconds(1));
    assertThatIllegalArgumentException().isThrownBy(() -> terms(3));
  }

  @Test
  void isVoidBeforeTheFirstCommit() {
    assertThat(Lease.VOID.holds(0)).isFalse();
    assertThat(Lease.VOID.left(-1)).isZero();
  }

  @Test
  void endsItsLengthAfterTheStartOfTheCommit() {
    Lease lease = Lease.VOID.renewed(START, 7);
    assertThat(lease.left(START + 6)).isEqualTo(1);
    assertThat(lease.holds(START + 6)).isTrue();
    assertThat(lease.holds(START + 7)).isFalse();
  }

  @Test
  void isNotShortenedByAnOlderCommitThatIsAnsweredLate() {
    Lease lease = Lease.VOID.renewed(START, 7).renewed(START - 1, 7);
    assertThat(lease.left(START)).isEqualTo(7);
    assertThat(lease.renewed(START + 2, 7).left(START)).isEqualTo(9);
  }

  @Test
  void staysOverWhereTheAnswerTookLongerThanTheLease() {
    assertThat(Lease.VOID.renewed(START, 7).holds(START + 8)).isFalse();
  }

  private static LimiterSettings terms(int session) {
    return new LimiterSettings(Duration.ofSeconds(session), 1, Duration.ofMinutes(1), 0);
  }
}
