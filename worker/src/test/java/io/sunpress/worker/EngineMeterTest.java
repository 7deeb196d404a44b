package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.worker.engine.Engine;
import io.sunpress.worker.engine.InFlight;
import io.sunpress.worker.engine.Lane;
import io.sunpress.worker.engine.LoopState.Phase;
import io.sunpress.worker.engine.PollLoop;
import io.sunpress.worker.engine.Stakes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** What the engine shows of itself. */
class EngineMeterTest {
  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void showsWhatIsInHandHowOldItIsAndHowMuchIsBehindIt() throws Exception {
    ConfigurableApplicationContext worker =
        workshop.worker("sunpress.worker.in-flight=4", "sunpress.worker.window=4");
    workshop.onlyEvent(workshop.ask("pages/meter", "it=fetches-the-token"));
    String topic = workshop.topics.requests();
    await().atMost(Workshop.PATIENCE).until(() -> gauge(worker, "lag", "topic", topic) == 0);
    assertThat(gauge(worker, "oldest", "topic", topic)).isZero();
    assertThat(gauge(worker, "loop", "topic", topic, "phase", "polling")).isEqualTo(1);
    assertThat(gauge(worker, "loop", "topic", topic)).as("one phase at a time").isEqualTo(1);

    workshop.wechat.holdReplies();
    for (int i = 0; i < 30; i++) {
      workshop.ask("pages/meter", "n=" + i);
    }
    assertThat(workshop.wechat.calls().awaitInFlight(4, Workshop.PATIENCE)).isTrue();
    await().atMost(Workshop.PATIENCE).until(() -> gauge(worker, "lag", "topic", topic) == 30);
    await().atMost(Workshop.PATIENCE).until(() -> gauge(worker, "oldest", "topic", topic) > 1);
    assertThat(gauge(worker, "in.flight")).isEqualTo(4);
    assertThat(gauge(worker, "window", "lane", "interactive")).isEqualTo(4);
    assertThat(gauge(worker, "suspicious", "topic", topic)).isZero();
    workshop.wechat.releaseReplies();
    await().atMost(Workshop.PATIENCE).until(() -> gauge(worker, "lag", "topic", topic) == 0);
  }

  private static double gauge(ConfigurableApplicationContext worker, String name, String... tags) {
    return Workshop.metric(worker, "sunpress.worker." + name, tags);
  }

  @Test
  void aDeadLoopFailsHealthAndIsSeenInMetrics() {
    Lane lane = new Lane(new InFlight(1), (record, claim) -> claim.finished(), 1, 0, () -> false);
    PollLoop loop =
        new PollLoop(
            "a-topic",
            () -> {
              throw new NoClassDefFoundError("broken installation");
            },
            lane,
            Optional::empty,
            Duration.ofSeconds(1),
            Stakes.NONE,
            System::nanoTime);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new EngineMeter(registry).loop(loop);
    Engine engine = new Engine(List.of(loop), Duration.ofSeconds(1), () -> {});
    EngineHealth liveness = new EngineHealth(engine, phase -> phase != Phase.DEAD);
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    engine.start();
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> liveness.health().getStatus().equals(Status.DOWN));
    assertThat(liveness.health().getDetails()).containsKey("a-topic");
    assertThat(
            registry
                .get("sunpress.worker.loop")
                .tags("topic", "a-topic", "phase", "dead")
                .gauge()
                .value())
        .isEqualTo(1);
    engine.stop();
  }
}
