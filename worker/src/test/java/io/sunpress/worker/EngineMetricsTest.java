package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.Engine;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.PollLoopState.Phase;
import io.sunpress.engine.TopicSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** What the engine shows of itself. */
class EngineMetricsTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void showsWhatIsInHandHowOldItIsAndHowMuchIsBehindIt() throws Exception {
    ConfigurableApplicationContext worker =
        workerEnvironment.worker("sunpress.worker.in-flight=4", "sunpress.worker.window=4");
    workerEnvironment.onlyEvent(workerEnvironment.ask("pages/meter", "it=fetches-the-token"));
    String topic = workerEnvironment.topics.requests();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> gauge(worker, "lag", "topic", topic) == 0);
    assertThat(gauge(worker, "oldest.in.flight", "topic", topic)).isZero();
    assertThat(gauge(worker, "poll.loop.phase", "topic", topic, "phase", "polling")).isEqualTo(1);
    assertThat(gauge(worker, "poll.loop.phase", "topic", topic))
        .as("one phase at a time")
        .isEqualTo(1);

    workerEnvironment.wechat.holdReplies();
    for (int i = 0; i < 30; i++) {
      workerEnvironment.ask("pages/meter", "n=" + i);
    }
    assertThat(workerEnvironment.wechat.calls().awaitInFlight(4, WorkerEnvironment.PATIENCE))
        .isTrue();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> gauge(worker, "lag", "topic", topic) == 30);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> gauge(worker, "oldest.in.flight", "topic", topic) > 1);
    assertThat(gauge(worker, "in.flight")).isEqualTo(4);
    assertThat(gauge(worker, "window", "lane", "interactive")).isEqualTo(4);
    assertThat(gauge(worker, "suspect.partitions", "topic", topic)).isZero();
    workerEnvironment.wechat.releaseReplies();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> gauge(worker, "lag", "topic", topic) == 0);
  }

  private static double gauge(ConfigurableApplicationContext worker, String name, String... tags) {
    return WorkerEnvironment.metric(worker, "sunpress.worker." + name, tags);
  }

  @Test
  void aDeadLoopFailsHealthAndIsSeenInMetrics() {
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(
            new InFlightLimit(1), (record, claim) -> claim.finished(), 1, 0, () -> false);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicLong ahead = new AtomicLong();
    PollLoop loop =
        new PollLoop(
            TopicSubscription.of("a-topic"),
            () -> hanging(goOn),
            assignedPartitions,
            Optional::empty,
            Duration.ofSeconds(1),
            OwnershipListener.NONE,
            Throwable::getMessage,
            () -> System.nanoTime() + ahead.get());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new EngineMetrics(registry).loop(loop);
    Engine engine = new Engine(List.of(loop), Duration.ofSeconds(1), () -> {});
    EngineHealth liveness =
        new EngineHealth(engine, phase -> phase != Phase.DEAD, () -> Duration.ZERO);
    assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    engine.start();
    await().until(() -> loop.state().phase() == Phase.POLLING);
    ahead.set(Duration.ofSeconds(61).toNanos());
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> liveness.health().getStatus().equals(Status.DOWN));
    assertThat(liveness.health().getDetails()).containsKey("a-topic");
    assertThat(
            registry
                .get("sunpress.worker.poll.loop.phase")
                .tags("topic", "a-topic", "phase", "dead")
                .gauge()
                .value())
        .isEqualTo(1);
    goOn.countDown();
    engine.stop();
  }

  private static Consumer<byte[], byte[]> hanging(CountDownLatch goOn) {
    return new MockConsumer<>("earliest") {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return ConsumerRecords.empty();
      }
    };
  }
}
