package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.TcpProxy;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Processes that get a SIGTERM while they have their hands full, again and again. */
@Tag("long")
class StopsUnderLoadTest {
  /** What docker-compose.yml grants until it kills. */
  private static final Duration GRANTED = Duration.ofSeconds(45);

  /** 128 and the signal's number: it went because of the signal, by its own shutdown. */
  private static final int TERMINATED = 143;

  /** Longer than partitions that leave are waited for, and less than a call may take. */
  private static final Duration HANG = Duration.ofSeconds(3);

  private static final int STOPS = 100;
  private static final int BETWEEN_STOPS = 60;

  private final long seed = LongTestSettings.seed(getClass());
  private final Random random = new Random(seed);
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final TcpProxy wayToStore = TcpProxy.to("127.0.0.1", LocalServers.shared().s3().port());
  private final List<CodeRequest> asked = new ArrayList<>();
  private final List<Long> millis = new ArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    wayToStore.restore();
    workerEnvironment.close();
    wayToStore.close();
  }

  @Test
  void aStopUnderLoadRedoesNothingHoweverManySignalsThereAre() {
    stop(LongTestSettings.scaled(STOPS), () -> {}, () -> {});
    long calls = finished("under load");
    assertThat(calls).as("seed %d: calls", seed).isEqualTo(asked.size());
  }

  @Test
  void aStopWhileTheStoreIsAwayEndsInTimeAndLosesNothing() {
    stop(
        LongTestSettings.scaled(STOPS / 5),
        () -> {
          wayToStore.cut();
          await()
              .atMost(WorkerEnvironment.PATIENCE)
              .until(() -> workerEnvironment.wechat.inFlight() == 0);
        },
        wayToStore::restore);
    finished("store away");
  }

  private void stop(int stops, Runnable before, Runnable after) {
    workerEnvironment.setUpTopics();
    workerEnvironment.wechat.latency(
        Latency.of(Duration.ofMillis(450), Duration.ofMillis(800), 0.05, HANG, seed));
    for (int stop = 0; stop < stops; stop++) {
      ask(BETWEEN_STOPS);
      try (ChildJvm worker = worker(directory.resolve("worker-" + stop + ".log"))) {
        awaitSomeWork();
        before.run();
        terminate(worker);
      }
      after.run();
    }
  }

  private String[] settings() {
    return workerEnvironment.arguments(
        "sunpress.storage.endpoint=http://127.0.0.1:" + wayToStore.port(),
        "sunpress.worker.in-flight=128",
        "sunpress.apps[0].limit=3000");
  }

  private ChildJvm worker(Path output) {
    return JavaCommand.main(WorkerApplication.class)
        .jvmArgs("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .args(settings())
        .start(output);
  }

  private void ask(int many) {
    List<CodeRequest> more =
        IntStream.range(asked.size(), asked.size() + many)
            .mapToObj(
                n -> workerEnvironment.question(CodeRequestMessage.of("pages/stops", "n=" + n)))
            .toList();
    workerEnvironment.askAll(more.subList(0, many / 4), Priority.INTERACTIVE);
    workerEnvironment.askAll(more.subList(many / 4, many), Priority.BULK);
    asked.addAll(more);
  }

  private void awaitSomeWork() {
    int wanted = events() + 1 + random.nextInt(BETWEEN_STOPS / 2);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> events() >= wanted);
  }

  private int events() {
    return workerEnvironment.records(workerEnvironment.topics.events()).size();
  }

  /** Once, or again while it stops. */
  private void terminate(ChildJvm worker) {
    long start = System.nanoTime();
    if (random.nextBoolean()) {
      ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroy);
      Duration later = Duration.ofMillis(random.nextInt(400));
      await().pollDelay(later).until(() -> true);
    }
    assertThat(worker.stop(GRANTED)).as("seed %d: exit code", seed).isEqualTo(TERMINATED);
    millis.add((System.nanoTime() - start) / 1_000_000);
  }

  /** All is ready, told once, and no stop was counted as an attempt; how many calls it took. */
  private long finished(String what) {
    workerEnvironment.worker(settings());
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    millis.sort(null);
    long calls = workerEnvironment.callsFor("pages/stops");
    System.out.printf(
        "StopsUnderLoadTest, %s: %d stops, ms to the exit: median %d, longest %d; "
            + "%d codes, %d calls, %d final events%n",
        what,
        millis.size(),
        millis.get(millis.size() / 2),
        millis.get(millis.size() - 1),
        asked.size(),
        calls,
        events());
    Map<String, List<JsonNode>> events =
        workerEnvironment.events().stream()
            .collect(Collectors.groupingBy(event -> event.path("requestId").asString()));
    assertThat(events).hasSize(asked.size());
    for (CodeRequest codeRequest : asked) {
      List<JsonNode> own = events.get(codeRequest.requestId());
      assertThat(own).as("seed %d: %s", seed, codeRequest.id()).hasSize(1);
      assertThat(own.get(0).path("status").asString()).isEqualTo("ready");
      assertThat(own.get(0).path("attempts").asInt()).as("attempts").isLessThanOrEqualTo(1);
    }
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    return calls;
  }
}
