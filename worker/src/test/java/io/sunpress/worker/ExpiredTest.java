package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.code.PictureFormat;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.Picture;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Requests that nothing has answered in 80 % of the time that Kafka keeps them, a day here: they
 * end, wherever they wait.
 */
class ExpiredTest {
  private static final Duration SOON = Duration.ofHours(19);
  private static final Duration OVER = Duration.ofHours(20);

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final OffsetClock clock = new OffsetClock();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  private void worker(String... own) {
    workerEnvironment.worker(clock, own);
  }

  @Test
  void aRequestThatIsReadTooLateFailsWithoutACall() {
    CodeRequest codeRequest = late("pages/late");
    clock.shift(OVER);
    worker();
    assertExpired(codeRequest, List.of("failed"));
    assertThat(workerEnvironment.codeCalls()).isEmpty();
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests())).hasSize(1);
  }

  @Test
  void aRequestThatIsReadJustInTimeIsDrawn() {
    CodeRequest codeRequest = late("pages/intime");
    clock.shift(SOON);
    worker();
    assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
        .isEqualTo("ready");
  }

  @Test
  void aLateRequestWhosePictureIsThereIsReady() {
    CodeRequest codeRequest = late("pages/there");
    workerEnvironment.store.check();
    workerEnvironment.store.create(
        codeRequest.picture(), Picture.of(PictureFormat.JPEG, new byte[] {1}));
    clock.shift(OVER);
    worker();
    JsonNode event = workerEnvironment.onlyEvent(codeRequest);
    assertThat(event.path("status").asString()).isEqualTo("ready");
    assertThat(event.path("cached").asBoolean()).isTrue();
  }

  @Test
  void whatWaitsInADelayIsGivenUpBeforeItIsDue() {
    worker("sunpress.worker.in-memory-wait=100ms", "sunpress.worker.retry-delays=1d,1d,1d");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Busy(), 1, 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/delayed", "d=1");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () -> workerEnvironment.records(workerEnvironment.topics.retries().get(0)).size() == 1);
    workerEnvironment.wechat.faults().clear();
    clock.shift(OVER);
    assertExpired(codeRequest, List.of("delayed", "failed"));
    workerEnvironment.awaitNoLag("sunpress-retries-1m", workerEnvironment.topics.retries().get(0));
  }

  @Test
  void whatIsParkedIsGivenUpAlthoughItsAppIsStillClosed() {
    workerEnvironment.wechat.addApp(SimulatedApp.of(WorkerEnvironment.APP, "another-secret-0821"));
    worker("sunpress.worker.parked-rotation-interval=1h");
    CodeRequest codeRequest = workerEnvironment.ask("pages/parked", "p=1");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.records(workerEnvironment.topics.parked()).size() == 1);
    clock.shift(OVER);
    assertExpired(codeRequest, List.of("delayed", "failed"));
    assertThat(workerEnvironment.codeCalls()).isEmpty();
    workerEnvironment.awaitNoLag("sunpress-parked", workerEnvironment.topics.parked());
  }

  /** Asked while no worker runs. */
  private CodeRequest late(String page) {
    workerEnvironment.setUpTopics();
    return workerEnvironment.ask(page, "l=1");
  }

  private void assertExpired(CodeRequest codeRequest, List<String> statuses) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).contains("failed"));
    assertThat(statuses(codeRequest)).isEqualTo(statuses);
    ConsumerRecord<byte[], byte[]> asked =
        workerEnvironment.records(workerEnvironment.topics.requests()).get(0);
    JsonNode failed = workerEnvironment.eventsOf(codeRequest).get(statuses.size() - 1);
    assertThat(failed.path("error").path("class").asString()).isEqualTo("expired");
    assertThat(failed.path("askedAt").asString()).isEqualTo(RequestTime.of(asked).toString());
    assertThat(workerEnvironment.failure(codeRequest).orElseThrow().error().type())
        .isEqualTo(ErrorClass.EXPIRED);
    assertThat(workerEnvironment.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(WorkerEnvironment.header(letter, "sunpress-cause"))
                    .startsWith("expired: "));
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
  }

  private List<String> statuses(CodeRequest codeRequest) {
    return workerEnvironment.eventsOf(codeRequest).stream()
        .map(e -> e.path("status").asString())
        .toList();
  }
}
