package io.sunpress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.worker.OffsetClock;
import io.sunpress.worker.WorkerEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code dead-letters replay} on a real broker. */
class DeadLettersReplayTest {
  private final DeadLettersEnvironment deadLetters = new DeadLettersEnvironment();
  private final String requests = deadLetters.installation.topics.requests();

  @AfterEach
  void close() {
    deadLetters.close();
  }

  @Test
  void putsKeyBytesAndHeadersBackWithTheHistory() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "00-1-2-01".getBytes(UTF_8));
    headers.add("sunpress-attempts", "9".getBytes(UTF_8));
    deadLetters.died(requests, "key", "bytes", DeadLettersEnvironment.BUSY, headers);
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lastLine())
        .isEqualTo("1 of 1 replayed, 0 set aside, 0 replayed before, 0 can't be replayed");
    assertThat(deadLetters.requests()).hasSize(1);
    ConsumerRecord<byte[], byte[]> back = deadLetters.requests().get(0);
    assertThat(back.key()).asString(UTF_8).isEqualTo("key");
    assertThat(back.value()).asString(UTF_8).isEqualTo("bytes");
    assertThat(back.headers().headers("sunpress-attempts")).isEmpty();
    assertThat(back.headers().headers(SunpressHeaders.CAUSE)).isEmpty();
    assertThat(WorkerEnvironment.header(back, "traceparent")).isEqualTo("00-1-2-01");
    assertThat(WorkerEnvironment.header(back, SunpressHeaders.REPLAYED)).isEqualTo("1");
    assertThat(history(back))
        .singleElement()
        .asString()
        .endsWith("busy -1 system error rid: 1-2-3");
  }

  @Test
  void replaysNothingTwice() {
    deadLetters.died(requests, "one", DeadLettersEnvironment.BUSY);
    deadLetters.died(requests, "two", DeadLettersEnvironment.BUSY);
    assertThat(deadLetters.run("replay", "--limit=1")).isZero();
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lastLine())
        .startsWith("1 of 1 replayed, 0 set aside, 1 replayed before");
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lastLine())
        .startsWith("0 of 0 replayed, 0 set aside, 2 replayed before");
    assertThat(deadLetters.requests())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(deadLetters.run("list")).isZero();
    assertThat(deadLetters.lastLine())
        .isEqualTo("0 dead letters; 2 more were replayed and are not listed");
  }

  @Test
  void onlySaysWhatItWouldDo() {
    deadLetters.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    int letters = deadLetters.installation.deadLetters().size();
    assertThat(deadLetters.run("replay", "--dry-run")).isZero();
    assertThat(deadLetters.lines().get(0)).contains("would go to " + requests);
    assertThat(deadLetters.lastLine()).startsWith("dry run: 1 would be replayed");
    assertThat(deadLetters.requests()).isEmpty();
    assertThat(deadLetters.installation.deadLetters()).hasSize(letters);
  }

  @Test
  void setsAsideWhatDiedTwiceOfTheSame() {
    deadLetters.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    assertThat(deadLetters.run("replay")).isZero();
    deadLetters.diesAgain(deadLetters.requests().get(0), DeadLettersEnvironment.BUSY);
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lines().get(0)).contains("[replayed 1 ×]", "set aside");
    assertThat(deadLetters.lastLine())
        .startsWith("0 of 0 replayed, 1 set aside, 1 replayed before");
    assertThat(deadLetters.requests()).hasSize(1);
    assertThat(deadLetters.run("replay", "--force")).isZero();
    assertThat(deadLetters.requests()).hasSize(2);
  }

  @Test
  void replaysAgainWhatDiedOfSomethingElse() {
    deadLetters.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    deadLetters.run("replay");
    deadLetters.diesAgain(deadLetters.requests().get(0), DeadLettersEnvironment.NOT_JSON);
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.requests()).hasSize(2);
    ConsumerRecord<byte[], byte[]> last =
        deadLetters.requests().stream()
            .filter(
                record -> WorkerEnvironment.header(record, SunpressHeaders.REPLAYED).equals("2"))
            .findFirst()
            .orElseThrow();
    assertThat(history(last)).hasSize(2);
    assertThat(history(last).get(0)).contains(" busy -1 ");
    assertThat(history(last).get(1)).contains(" request none the message is not JSON");
  }

  @Test
  void keepsToItsRate() {
    for (int i = 0; i < 5; i++) {
      deadLetters.died(requests, "bytes " + i, DeadLettersEnvironment.BUSY);
    }
    assertThat(deadLetters.run("replay", "--rate=4")).isZero();
    assertThat(deadLetters.time.waits)
        .containsExactly(0L, 250_000_000L, 250_000_000L, 250_000_000L, 250_000_000L);
  }

  @Test
  void sendsEachWhereItCameFromAndNowhereElse() {
    deadLetters.died(
        deadLetters.installation.topics.inbox(), "of the inbox", DeadLettersEnvironment.NOT_JSON);
    deadLetters.died(
        deadLetters.installation.topics.bulkRequests(), "of bulk", DeadLettersEnvironment.BUSY);
    deadLetters.died(
        deadLetters.installation.topics.retries().get(0), "delayed", DeadLettersEnvironment.BUSY);
    deadLetters.died(
        deadLetters.installation.topics.events(), "of events", DeadLettersEnvironment.BUSY);
    deadLetters.died(requests, "whole", DeadLettersEnvironment.NOT_JSON);
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lastLine())
        .isEqualTo("4 of 4 replayed, 0 set aside, 0 replayed before, 1 can't be replayed");
    assertThat(values(requests)).containsExactly("whole");
    assertThat(values(deadLetters.installation.topics.inbox())).containsExactly("of the inbox");
    assertThat(values(deadLetters.installation.topics.bulkRequests()))
        .containsExactlyInAnyOrder("of bulk", "delayed");
    assertThat(values(deadLetters.installation.topics.events())).isEmpty();
  }

  @Test
  void aReplayedRequestBecomesAPictureAndPoisonDiesWithItsHistory() {
    CodeRequest codeRequest =
        deadLetters.installation.question(CodeRequestMessage.of("pages/again", "a=1"));
    String bytes = new String(CodeRequestMessageCodec.write(codeRequest.message()), UTF_8);
    deadLetters.died(
        requests,
        codeRequest.id().value(),
        bytes,
        DeadLettersEnvironment.BUSY,
        new RecordHeaders());
    deadLetters.died(requests, "no message", DeadLettersEnvironment.NOT_JSON);
    deadLetters.installation.worker();
    assertThat(deadLetters.run("replay")).isZero();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> !deadLetters.installation.eventsOf(codeRequest).isEmpty());
    assertThat(deadLetters.installation.eventsOf(codeRequest).get(0).path("status").asString())
        .isEqualTo("ready");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                deadLetters.installation.deadLetters().stream()
                    .anyMatch(
                        letter -> letter.headers().lastHeader(SunpressHeaders.HISTORY) != null));
    assertThat(deadLetters.run("replay")).isZero();
    assertThat(deadLetters.lastLine())
        .startsWith("0 of 0 replayed, 1 set aside, 2 replayed before");
  }

  /** Its history is what tells a page that is still not released from one that may be by now. */
  @Test
  void aPageThatWeChatRefusedBecomesAPictureWhenItIsReleased() {
    SimulatedApp app =
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET)
            .withMinuteLimit(60_000);
    deadLetters.installation.wechat.addApp(app.withUnreleased("pages/soon"));
    deadLetters.installation.worker();
    CodeRequest codeRequest = deadLetters.installation.ask("pages/soon", "s=1");
    awaitEvents(codeRequest, "failed");
    assertThat(deadLetters.run("replay", "--errcode=41030")).isZero();
    assertThat(deadLetters.lastLine()).startsWith("1 of 1 replayed");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> letters() == 2);

    assertThat(deadLetters.run("replay", "--errcode=41030")).isZero();
    assertThat(deadLetters.lastLine())
        .startsWith("0 of 0 replayed, 1 set aside, 1 replayed before");
    deadLetters.installation.wechat.addApp(app);
    assertThat(deadLetters.run("replay", "--errcode=41030", "--force")).isZero();
    awaitEvents(codeRequest, "ready");
    assertThat(letters()).isEqualTo(2);
  }

  /** Its time begins again. */
  @Test
  void anExpiredRequestBecomesAPicture() {
    deadLetters.installation.setUpTopics();
    CodeRequest codeRequest = deadLetters.installation.ask("pages/expired", "e=1");
    OffsetClock workersClock = new OffsetClock();
    workersClock.shift(Duration.ofHours(20));
    deadLetters.installation.worker(workersClock);
    awaitEvents(codeRequest, "failed");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> letters() == 1);
    workersClock.shift(Duration.ZERO);
    assertThat(deadLetters.run("replay", "--class=expired")).isZero();
    awaitEvents(codeRequest, "ready");
  }

  private void awaitEvents(CodeRequest codeRequest, String status) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                deadLetters.installation.eventsOf(codeRequest).stream()
                    .anyMatch(event -> event.path("status").asString().equals(status)));
  }

  private long letters() {
    return deadLetters.installation.deadLetters().stream()
        .filter(record -> record.headers().lastHeader(SunpressHeaders.CAUSE) != null)
        .count();
  }

  private List<String> values(String topic) {
    return deadLetters.installation.records(topic).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private static List<String> history(ConsumerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(
            record.headers().headers(SunpressHeaders.HISTORY).spliterator(), false)
        .map(header -> new String(header.value(), UTF_8))
        .toList();
  }
}
