package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.code.PictureFormat;
import io.sunpress.intake.Question;
import io.sunpress.message.AskedAt;
import io.sunpress.message.ErrorClass;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.Picture;
import io.sunpress.worker.deadletters.DeadLettersCommand;
import io.sunpress.worker.deadletters.Time;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

  private final Workshop workshop = new Workshop();
  private final ShiftedClock clock = new ShiftedClock();

  @AfterEach
  void close() {
    workshop.close();
  }

  private void worker(String... own) {
    workshop.worker(clock, own);
  }

  @Test
  void aRequestThatIsReadTooLateFailsWithoutACall() {
    Question question = late("pages/late");
    clock.shift(OVER);
    worker();
    assertExpired(question, List.of("failed"));
    assertThat(workshop.codeCalls()).isEmpty();
    assertThat(workshop.records(workshop.topics.requests())).hasSize(1);
  }

  @Test
  void aRequestThatIsReadJustInTimeIsDrawn() {
    Question question = late("pages/intime");
    clock.shift(SOON);
    worker();
    assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
  }

  @Test
  void aLateRequestWhosePictureIsThereIsReady() {
    Question question = late("pages/there");
    workshop.store.check();
    workshop.store.create(question.picture(), Picture.of(PictureFormat.JPEG, new byte[] {1}));
    clock.shift(OVER);
    worker();
    JsonNode event = workshop.onlyEvent(question);
    assertThat(event.path("status").asString()).isEqualTo("ready");
    assertThat(event.path("cached").asBoolean()).isTrue();
  }

  @Test
  void whatWaitsInADelayIsGivenUpBeforeItIsDue() {
    worker("sunpress.worker.patience=100ms", "sunpress.worker.retry-delays=1d,1d,1d");
    workshop.wechat.faults().always(new Fault.Busy(), 1, 1);
    Question question = workshop.ask("pages/delayed", "d=1");
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> workshop.records(workshop.topics.retries().get(0)).size() == 1);
    workshop.wechat.faults().clear();
    clock.shift(OVER);
    assertExpired(question, List.of("delayed", "failed"));
    workshop.awaitNoLag("sunpress-retries-1m", workshop.topics.retries().get(0));
  }

  @Test
  void whatIsParkedIsGivenUpAlthoughItsAppIsStillClosed() {
    workshop.wechat.addApp(SimulatedApp.of(Workshop.APP, "another-secret-0821"));
    worker("sunpress.worker.parked-pass=1h");
    Question question = workshop.ask("pages/parked", "p=1");
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> workshop.records(workshop.topics.parked()).size() == 1);
    clock.shift(OVER);
    assertExpired(question, List.of("delayed", "failed"));
    assertThat(workshop.codeCalls()).isEmpty();
    workshop.awaitNoLag("sunpress-parked", workshop.topics.parked());
  }

  /** Somebody asks for it anew: its time begins again. */
  @Test
  void anExpiredRequestThatIsReplayedHasAllItsTimeBeforeIt() {
    Question question = late("pages/replayed");
    clock.shift(OVER);
    worker();
    assertExpired(question, List.of("failed"));
    clock.shift(Duration.ZERO);
    assertThat(replay()).isZero();
    await().atMost(Workshop.PATIENCE).until(() -> statuses(question).contains("ready"));
    assertThat(statuses(question)).containsExactly("failed", "ready");
  }

  private int replay() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new DeadLettersCommand(out, out, Clock.systemUTC(), Time.SYSTEM)
        .run(
            Stream.concat(Stream.of("replay", "--class=expired"), Stream.of(workshop.arguments()))
                .toList());
  }

  /** Asked while no worker runs. */
  private Question late(String page) {
    workshop.setUpTopics();
    return workshop.ask(page, "l=1");
  }

  private void assertExpired(Question question, List<String> statuses) {
    await().atMost(Workshop.PATIENCE).until(() -> statuses(question).contains("failed"));
    assertThat(statuses(question)).isEqualTo(statuses);
    ConsumerRecord<byte[], byte[]> asked = workshop.records(workshop.topics.requests()).get(0);
    JsonNode failed = workshop.eventsOf(question).get(statuses.size() - 1);
    assertThat(failed.path("error").path("class").asString()).isEqualTo("expired");
    assertThat(failed.path("askedAt").asString()).isEqualTo(AskedAt.of(asked).toString());
    assertThat(workshop.failure(question).orElseThrow().error().type())
        .isEqualTo(ErrorClass.EXPIRED);
    assertThat(workshop.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(Workshop.header(letter, "sunpress-cause")).startsWith("expired: "));
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
  }

  private List<String> statuses(Question question) {
    return workshop.eventsOf(question).stream().map(e -> e.path("status").asString()).toList();
  }
}
