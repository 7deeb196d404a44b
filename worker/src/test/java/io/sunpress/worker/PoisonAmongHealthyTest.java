package io.sunpress.worker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.simulator.fault.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Healthy requests at a steady pace, and then the same with a record that nobody can read behind
 * every fiftieth, in every partition: says how much longer the healthy ones take.
 */
@Tag("long")
class PoisonAmongHealthyTest {
  private static final int HEALTHY = 10_000;
  private static final int ONE_IN = 50;
  private static final int PER_SECOND = 100;
  private static final int PARTITIONS = 4;

  private final long seed = LongTestSettings.seed(getClass());
  private final Random random = new Random(seed);
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
  private volatile int poison;

  @AfterEach
  void close() {
    asking.shutdownNow();
    workerEnvironment.close();
  }

  @Test
  void healthyRequestsGoOnAndEveryPoisonIsADeadLetter() {
    workerEnvironment.wechat.latency(
        Latency.of(Duration.ofMillis(200), Duration.ofMillis(400), 0, Duration.ZERO, seed));
    workerEnvironment.worker("sunpress.worker.in-flight=256");
    ask("pages/warm", PER_SECOND, () -> {});
    int healthy = LongTestSettings.scaled(HEALTHY);
    long without = ask("pages/healthy", healthy, () -> {});
    long with = ask("pages/mixed", healthy, this::poison);
    System.out.printf(
        "PoisonAmongHealthyTest: %d healthy at %d/s, p99 %d ms; with %d poison records %d ms%n",
        healthy, PER_SECOND, without, poison, with);
    assertThat(poison).isEqualTo(healthy / ONE_IN).isPositive();
    assertThat(workerEnvironment.deadLetters()).as("seed %d", seed).hasSize(poison);
  }

  private void poison() {
    List<byte[]> all = PoisonTest.unreadable();
    byte[] one = all.get(random.nextInt(all.size()));
    workerEnvironment.write(
        new ProducerRecord<>(workerEnvironment.topics.requests(), poison % PARTITIONS, "key", one));
    poison = poison + 1;
  }

  /** Asks at the pace, and waits until no partition has anything left; the 99th percentile. */
  private long ask(String page, int many, Runnable behindSome) {
    AtomicInteger asked = new AtomicInteger();
    Runnable one =
        () -> {
          if (asked.get() < many) {
            workerEnvironment.ask(page, "n=" + asked);
            if (asked.get() % ONE_IN == ONE_IN - 1) {
              behindSome.run();
            }
            asked.incrementAndGet();
          }
        };
    long between = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    ScheduledFuture<?> pace = asking.scheduleAtFixedRate(one, 0, between, NANOSECONDS);
    await()
        .atMost(WorkerEnvironment.PATIENCE.plusSeconds(many / PER_SECOND))
        .failFast(pace::isDone)
        .until(() -> asked.get() == many);
    pace.cancel(false);
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    return p99(page, many);
  }

  /** From being asked to the end, in milliseconds. */
  private long p99(String page, int many) {
    List<JsonNode> events =
        workerEnvironment.events().stream()
            .filter(event -> event.path("page").asString().equals(page))
            .toList();
    assertThat(events).as("seed %d: %s", seed, page).hasSize(many);
    assertThat(events).allMatch(event -> event.path("status").asString().equals("ready"));
    assertThat(events)
        .extracting(event -> event.path("requestId").asString())
        .doesNotHaveDuplicates();
    return events.stream()
        .mapToLong(
            event -> Duration.between(at(event, "askedAt"), at(event, "finishedAt")).toMillis())
        .sorted()
        .skip((long) (many * 0.99))
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(JsonNode event, String what) {
    return Instant.parse(event.path(what).asString());
  }
}
