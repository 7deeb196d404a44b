package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.message.AppNote;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.ManualTime;
import io.sunpress.worker.quota.QuotaTerms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a worker tells of the apps, as far as it has had to do with them. */
class FaresTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final ManualTime time = new ManualTime();
  private final Admission admission =
      new Admission(
          new QuotaTerms(
              Duration.ofSeconds(10), Duration.ofSeconds(2), 10, Duration.ofMinutes(1), 1),
          app -> new Limit(600),
          time,
          time.clock(),
          time);

  @Test
  void anAppThatTheMetricsWereAskedAboutIsStillIdle() {
    assertThat(admission.state(APP).permits().given()).isZero();
    assertThat(PressConfiguration.fares(admission)).isEmpty();
  }

  @Test
  void anAppIsToldOfAsSoonAsACallWaits() {
    assertThat(admission.admit(APP, Lane.BULK)).isNotDone();
    assertThat(PressConfiguration.fares(admission).get(APP).share())
        .isEqualTo(new AppNote.Share(0, 600, 1));
  }
}
