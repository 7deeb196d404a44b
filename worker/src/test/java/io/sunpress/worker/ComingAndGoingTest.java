package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Workers that join and leave in order while all are busy: nothing is called, stored or said twice.
 * The quota keeps most of what they have in hand waiting, as it does in earnest.
 */
class ComingAndGoingTest {
  private static final int PER_SECOND = 40;
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(5);
  private static final Duration CHANGING = Duration.ofMinutes(3);
  private static final int MOST_WORKERS = 3;

  /** A call that outlasts the 2 s which a revocation waits is made again: on a busy machine. */
  private static final int ONE_OF = 200;

  /** Who leaves in order is not missed first, which would take the broker 10 s. */
  private static final Duration MOST_STALL = Duration.ofSeconds(8);

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private final List<CodeRequest> asked = new ArrayList<>();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  private void join() {
    workers.add(
        workerEnvironment.worker(
            "sunpress.worker.in-flight=128", "sunpress.apps[0].limit=" + PER_SECOND * 60));
  }

  private void leave(int which) {
    workerEnvironment.stop(workers.remove(which));
  }

  private void ask(int many) {
    for (int i = 0; i < many; i++) {
      CodeRequest codeRequest =
          workerEnvironment.question(CodeRequestMessage.of("pages/moving", "n=" + asked.size()));
      asked.add(
          workerEnvironment.ask(
              codeRequest, asked.size() % 4 == 0 ? Priority.INTERACTIVE : Priority.BULK));
    }
  }

  private void latency(long seed) {
    workerEnvironment.wechat.latency(
        Latency.of(Duration.ofMillis(450), Duration.ofMillis(800), 0, Duration.ZERO, seed));
  }

  private void awaitEvents(int many) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.records(workerEnvironment.topics.events()).size() >= many);
  }

  private void nothingWasDoneTwice() {
    assertThat(doneTwice()).as("calls and events that were not the first").isZero();
  }

  /** All is ready, nothing is lost; how many calls and events were not the first of their code. */
  private long doneTwice() {
    awaitEvents(asked.size());
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    long called = workerEnvironment.callsFor("pages/moving");
    List<JsonNode> events = workerEnvironment.events();
    System.out.printf(
        "ComingAndGoingTest: %d codes, %d calls, %d final events, longest stall %d ms%n",
        asked.size(), called, events.size(), longestStall());
    assertThat(events).allMatch(event -> event.path("status").asString().equals("ready"));
    Set<String> ready =
        events.stream()
            .map(event -> event.path("requestId").asString())
            .collect(Collectors.toUnmodifiableSet());
    assertThat(ready)
        .containsExactlyInAnyOrderElementsOf(asked.stream().map(CodeRequest::requestId).toList());
    return called - asked.size() + events.size() - asked.size();
  }

  /** Between two events, in milliseconds. */
  private long longestStall() {
    long[] times =
        workerEnvironment.records(workerEnvironment.topics.events()).stream()
            .mapToLong(ConsumerRecord::timestamp)
            .sorted()
            .toArray();
    return LongStream.range(1, times.length)
        .map(i -> times[(int) i] - times[(int) i - 1])
        .max()
        .orElse(0);
  }

  @Test
  void oneThatJoinsAndOneThatLeavesCauseNothingTwice() {
    latency(LongTestSettings.seed(getClass()));
    join();
    ask(1);
    awaitEvents(1);
    ask(200);
    awaitEvents(20);
    join();
    awaitEvents(100);
    leave(0);
    nothingWasDoneTwice();
  }

  @Test
  @Tag("long")
  void manyThatJoinAndLeaveLoseNothingAndRepeatNextToNothing() {
    long seed = LongTestSettings.seed(getClass());
    Random random = new Random(seed);
    latency(seed);
    join();
    long changes = Math.max(4, LongTestSettings.scaled(CHANGING).dividedBy(BETWEEN_CHANGES));
    int each = (int) BETWEEN_CHANGES.toSeconds() * PER_SECOND;
    for (int change = 0; change < changes; change++) {
      boolean joins = workers.size() == 1 || workers.size() < MOST_WORKERS && random.nextBoolean();
      int leaving = random.nextInt(workers.size());
      ask(each);
      CompletableFuture<Void> changed =
          CompletableFuture.runAsync(joins ? this::join : () -> leave(leaving));
      awaitEvents(asked.size() - each / 4);
      changed.join();
    }
    assertThat(doneTwice())
        .as("seed %d: calls and events that were not the first", seed)
        .isLessThanOrEqualTo(asked.size() / ONE_OF);
    assertThat(longestStall()).as("seed %d", seed).isLessThan(MOST_STALL.toMillis());
  }
}
