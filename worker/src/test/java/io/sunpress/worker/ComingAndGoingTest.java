package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Workers that join and leave in order while all are busy: nothing is called, stored or said twice.
 * The quota keeps most of what they have in hand waiting, as it does in earnest.
 */
class ComingAndGoingTest {
  private static final int PER_SECOND = 40;

  private final Workshop workshop = new Workshop();
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private final List<Question> asked = new ArrayList<>();

  @AfterEach
  void close() {
    workshop.close();
  }

  private void join() {
    workers.add(
        workshop.worker(
            "sunpress.worker.in-flight=128", "sunpress.apps[0].limit=" + PER_SECOND * 60));
  }

  private void leave(int which) {
    workshop.stop(workers.remove(which));
  }

  private void ask(int many) {
    for (int i = 0; i < many; i++) {
      Question question = workshop.question(GenerateCode.of("pages/moving", "n=" + asked.size()));
      asked.add(workshop.ask(question, asked.size() % 4 == 0 ? Lane.INTERACTIVE : Lane.BULK));
    }
  }

  private void latency(long seed) {
    workshop.wechat.latency(
        Latency.of(Duration.ofMillis(450), Duration.ofMillis(800), 0, Duration.ZERO, seed));
  }

  private void awaitEvents(int many) {
    await().atMost(Workshop.PATIENCE).until(() -> workshop.events().size() >= many);
  }

  private void nothingWasDoneTwice() {
    awaitEvents(asked.size());
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
    workshop.awaitNoLag("sunpress-worker-bulk", workshop.topics.bulkRequests());
    long called = workshop.callsFor("pages/moving");
    int events = workshop.events().size();
    System.out.printf(
        "ComingAndGoingTest: %d codes, %d calls, %d final events, longest stall %d ms%n",
        asked.size(), called, events, longestStall());
    asked.forEach(
        question ->
            assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready"));
    assertThat(called).as("calls").isEqualTo(asked.size());
    assertThat(events).as("final events").isEqualTo(asked.size());
  }

  /** Between two events, in milliseconds. */
  private long longestStall() {
    long[] times =
        workshop.records(workshop.topics.events()).stream()
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
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ComingAndGoingTest seed " + seed);
    latency(seed);
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
}
