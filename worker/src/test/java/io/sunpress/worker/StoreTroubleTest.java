package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.TcpProxy;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.storage.Picture;
import io.sunpress.worker.FaultyHttpServer.Mood;
import io.sunpress.worker.image.ImageValidationResult;
import io.sunpress.worker.image.ImageValidator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A store that is away, refuses, dawdles or hangs up, while requests keep coming. */
class StoreTroubleTest {
  /** Far more than is ever in hand here: what stops the worker is not that it is full. */
  private static final int IN_FLIGHT = 500;

  /** Codes that may be at WeChat or on their way to the store when it fails. */
  private static final int AT_WECHAT = 32;

  private static final Duration FULL = Duration.ofSeconds(60);

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final TcpProxy way = TcpProxy.to("127.0.0.1", LocalServers.shared().s3().port());
  private final FaultyHttpServer server = new FaultyHttpServer(way.port());
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<CodeRequest> asked = new ArrayList<>();
  private ConfigurableApplicationContext worker;

  @AfterEach
  void close() {
    way.restore();
    workerEnvironment.close();
    server.close();
    way.close();
  }

  @Test
  void weChatIsLeftInPeaceWhileTheStoreCantBeUsed() {
    goesThroughAll(Duration.ofMillis(1_500));
  }

  @Test
  @Tag("long")
  void weChatIsLeftInPeaceHoweverLongTheStoreCantBeUsed() {
    double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
    goesThroughAll(Duration.ofMillis(Math.max(3_000, (long) (FULL.toMillis() * scale))));
  }

  private void goesThroughAll(Duration time) {
    System.out.printf("StoreTroubleTest seed %d, %s each%n", seed, time);
    workerEnvironment.wechat.latency(Latency.always(Duration.ofMillis(150)));
    worker =
        workerEnvironment.worker(
            "sunpress.storage.endpoint=http://127.0.0.1:" + server.port(),
            "sunpress.worker.in-flight=" + IN_FLIGHT);
    askFor(Duration.ofMillis(500));
    drained("well");

    unusable("away", way::cut, time);
    way.restore();
    drained("away");

    unusable("503", () -> server.feels(Mood.BUSY), time);
    server.feels(Mood.WELL);
    drained("503");

    way.latency(Duration.ofMillis(300));
    askFor(time);
    assertThat(health()).as("slow is not away").isEqualTo(Status.UP);
    way.restore();
    drained("slow");

    unusable("cut", () -> server.feels(Mood.CUTS), time);
    server.feels(Mood.WELL);
    drained("cut");
    assertNothingIsLostOrWrong();
  }

  /** Requests keep coming; at most what was in hand is still drawn. */
  private void unusable(String what, Runnable breaks, Duration time) {
    workerEnvironment.wechat.holdReplies();
    askFor(Duration.ofMillis(300));
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> workerEnvironment.wechat.inFlight() > 0);
    breaks.run();
    workerEnvironment.wechat.releaseReplies();
    long before = workerEnvironment.codeCalls().size();
    askFor(time);
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> health().equals(Status.DOWN));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.wechat.inFlight() == 0);
    assertThat(workerEnvironment.codeCalls().size() - before)
        .as("seed %d: calls while it is %s", seed, what)
        .isLessThanOrEqualTo(AT_WECHAT);
    double taken = WorkerEnvironment.metric(worker, "sunpress.worker.records");
    askFor(Duration.ofMillis(300));
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.records"))
        .as("seed %d: nothing more is taken while it is %s", seed, what)
        .isEqualTo(taken);
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.in.flight"))
        .as("seed %d: although there is room", seed)
        .isLessThan(IN_FLIGHT);
  }

  private Status health() {
    return worker.getBean(StoreHealth.class).health().getStatus();
  }

  private void askFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      CodeRequest codeRequest =
          workerEnvironment.question(CodeRequestMessage.of("pages/store", "n=" + asked.size()));
      asked.add(
          workerEnvironment.ask(
              codeRequest, random.nextBoolean() ? Priority.INTERACTIVE : Priority.BULK));
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
    }
  }

  private void drained(String after) {
    long start = System.nanoTime();
    int calls = workerEnvironment.codeCalls().size();
    await()
        .atMost(WorkerEnvironment.PATIENCE.multipliedBy(3))
        .until(() -> ready().size() == asked.size());
    System.out.printf(
        "after %s: %d requests in all, drained in %d ms with %d calls%n",
        after,
        asked.size(),
        (System.nanoTime() - start) / 1_000_000,
        workerEnvironment.codeCalls().size() - calls);
    assertThat(health()).isEqualTo(Status.UP);
  }

  private Set<String> ready() {
    return workerEnvironment.records(workerEnvironment.topics.events()).stream()
        .map(event -> WorkerEnvironment.header(event, "ce_id"))
        .filter(id -> id.endsWith(":ready"))
        .collect(Collectors.toSet());
  }

  private void assertNothingIsLostOrWrong() {
    Map<String, String> hashes =
        workerEnvironment.events().stream()
            .collect(
                Collectors.toMap(
                    event -> event.path("requestId").asString(),
                    event -> event.path("sha256").asString(),
                    (first, again) -> first));
    for (CodeRequest codeRequest : asked) {
      Picture picture = workerEnvironment.store.read(codeRequest.picture()).orElseThrow();
      assertThat(picture.sha256()).isEqualTo(hashes.get(codeRequest.requestId()));
      assertThat(new ImageValidator(2 << 20).check(picture.bytes()))
          .as("seed %d: a whole picture", seed)
          .isInstanceOf(ImageValidationResult.Usable.class);
    }
    assertThat(hashes.values()).as("no two share one").doesNotHaveDuplicates();
    assertThat(workerEnvironment.objects()).isEqualTo(asked.size());
    assertThat(workerEnvironment.callsFor("pages/store"))
        .as("seed %d: a picture that waits for the store is not drawn again", seed)
        .isEqualTo(asked.size());
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }
}
