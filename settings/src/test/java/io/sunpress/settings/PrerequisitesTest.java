package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sunpress.settings.Need.Standing;
import io.sunpress.settings.Need.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class PrerequisitesTest {
  private final AtomicReference<State> kafka = new AtomicReference<>(State.missing("refused"));
  private final Prerequisites prerequisites =
      new Prerequisites(List.of(new Need("kafka", kafka::get), new Need("storage", State::there)));

  @AfterEach
  void stop() {
    prerequisites.stop();
  }

  @Test
  void startsWithoutKafkaNamesItAndRecoversWhenItComes() {
    prerequisites.start();
    assertThat(prerequisites.ready()).isFalse();
    assertThat(prerequisites.missing()).containsOnlyKeys("kafka").containsValue("refused");
    assertThat(new PrerequisitesHealth(prerequisites).health().getStatus()).isEqualTo(Status.DOWN);

    kafka.set(State.there());
    await().untilAsserted(() -> assertThat(prerequisites.ready()).isTrue());
    assertThat(prerequisites.missing()).isEmpty();
    assertThat(new PrerequisitesHealth(prerequisites).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void refusesToStartWhereWaitingDoesNotHelp() {
    kafka.set(new State(Standing.WRONG, "topic sunpress.answers has cleanup.policy=delete"));
    assertThatThrownBy(prerequisites::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sunpress.answers");
    assertThat(prerequisites.isRunning()).isFalse();
  }

  @Test
  void staysUnreadyWhereTheWrongComesToLightLater() {
    prerequisites.start();
    kafka.set(new State(Standing.WRONG, "wrong"));
    await().untilAsserted(() -> assertThat(prerequisites.missing()).containsValue("wrong"));
    assertThat(prerequisites.ready()).isFalse();
  }

  @Test
  void aLookThatBreaksIsAMissingNeedAndNotTheEndOfLooking() {
    AtomicReference<RuntimeException> bug = new AtomicReference<>(new IllegalStateException("x"));
    Prerequisites broken =
        new Prerequisites(
            List.of(
                new Need(
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
