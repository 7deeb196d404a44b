package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sunpress.settings.DependencyCheck.Standing;
import io.sunpress.settings.DependencyCheck.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DependencyMonitorTest {
  private final AtomicReference<State> kafka = new AtomicReference<>(State.missing("refused"));
  private final DependencyMonitor dependencyMonitor =
      new DependencyMonitor(
          List.of(
              new DependencyCheck("kafka", kafka::get),
              new DependencyCheck("storage", State::there)));

  @AfterEach
  void stop() {
    dependencyMonitor.stop();
  }

  @Test
  void startsWithoutKafkaNamesItAndRecoversWhenItComes() {
    dependencyMonitor.start();
    assertThat(dependencyMonitor.ready()).isFalse();
    assertThat(dependencyMonitor.missing()).containsOnlyKeys("kafka").containsValue("refused");
    assertThat(new DependencyHealth(dependencyMonitor).health().getStatus()).isEqualTo(Status.DOWN);

    kafka.set(State.there());
    await().untilAsserted(() -> assertThat(dependencyMonitor.ready()).isTrue());
    assertThat(dependencyMonitor.missing()).isEmpty();
    assertThat(new DependencyHealth(dependencyMonitor).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void refusesToStartWhereWaitingDoesNotHelp() {
    kafka.set(new State(Standing.WRONG, "topic sunpress.answers has cleanup.policy=delete"));
    assertThatThrownBy(dependencyMonitor::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sunpress.answers");
    assertThat(dependencyMonitor.isRunning()).isFalse();
  }

  @Test
  void staysUnreadyWhereTheWrongComesToLightLater() {
    dependencyMonitor.start();
    kafka.set(new State(Standing.WRONG, "wrong"));
    await().untilAsserted(() -> assertThat(dependencyMonitor.missing()).containsValue("wrong"));
    assertThat(dependencyMonitor.ready()).isFalse();
  }

  @Test
  void aLookThatBreaksIsAMissingNeedAndNotTheEndOfLooking() {
    AtomicReference<RuntimeException> bug = new AtomicReference<>(new IllegalStateException("x"));
    DependencyMonitor broken =
        new DependencyMonitor(
            List.of(
                new DependencyCheck(
                    "storage",
                    () -> {
                      if (bug.get() != null) {
                        throw bug.get();
                      }
                      return State.there();
                    })));
    broken.start();
    assertThat(broken.missing()).containsEntry("storage", "IllegalStateException");
    bug.set(null);
    await().untilAsserted(() -> assertThat(broken.ready()).isTrue());
    broken.stop();
  }
}
