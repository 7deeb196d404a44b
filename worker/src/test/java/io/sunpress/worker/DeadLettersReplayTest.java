package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code dead-letters replay} on a real broker. */
class DeadLettersReplayTest {
  private final DeadLettersEnvironment desk = new DeadLettersEnvironment();
  private final String requests = desk.workerEnvironment.topics.requests();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void putsKeyBytesAndHeadersBackWithTheHistory() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "00-1-2-01".getBytes(UTF_8));
    headers.add("sunpress-attempts", "9".getBytes(UTF_8));
    desk.died(requests, "key", "bytes", DeadLettersEnvironment.BUSY, headers);
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lastLine())
        .isEqualTo("1 of 1 replayed, 0 set aside, 0 replayed before, 0 can't be replayed");
    assertThat(desk.requests()).hasSize(1);
    ConsumerRecord<byte[], byte[]> back = desk.requests().get(0);
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
    desk.died(requests, "one", DeadLettersEnvironment.BUSY);
    desk.died(requests, "two", DeadLettersEnvironment.BUSY);
    assertThat(desk.run("replay", "--limit=1")).isZero();
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lastLine()).startsWith("1 of 1 replayed, 0 set aside, 1 replayed before");
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lastLine()).startsWith("0 of 0 replayed, 0 set aside, 2 replayed before");
    assertThat(desk.requests())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(desk.run("list")).isZero();
    assertThat(desk.lastLine())
        .isEqualTo("0 dead letters; 2 more were replayed and are not listed");
  }

  @Test
  void onlySaysWhatItWouldDo() {
    desk.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    int letters = desk.workerEnvironment.deadLetters().size();
    assertThat(desk.run("replay", "--dry-run")).isZero();
    assertThat(desk.lines().get(0)).contains("would go to " + requests);
    assertThat(desk.lastLine()).startsWith("dry run: 1 would be replayed");
    assertThat(desk.requests()).isEmpty();
    assertThat(desk.workerEnvironment.deadLetters()).hasSize(letters);
  }

  @Test
  void setsAsideWhatDiedTwiceOfTheSame() {
    desk.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    assertThat(desk.run("replay")).isZero();
    desk.diesAgain(desk.requests().get(0), DeadLettersEnvironment.BUSY);
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lines().get(0)).contains("[replayed 1 ×]", "set aside");
    assertThat(desk.lastLine()).startsWith("0 of 0 replayed, 1 set aside, 1 replayed before");
    assertThat(desk.requests()).hasSize(1);
    assertThat(desk.run("replay", "--force")).isZero();
    assertThat(desk.requests()).hasSize(2);
  }

  @Test
  void replaysAgainWhatDiedOfSomethingElse() {
    desk.died(requests, "bytes", DeadLettersEnvironment.BUSY);
    desk.run("replay");
    desk.diesAgain(desk.requests().get(0), DeadLettersEnvironment.NOT_JSON);
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.requests()).hasSize(2);
    ConsumerRecord<byte[], byte[]> last =
        desk.requests().stream()
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
      desk.died(requests, "bytes " + i, DeadLettersEnvironment.BUSY);
    }
    assertThat(desk.run("replay", "--rate=4")).isZero();
    assertThat(desk.time.rests)
        .containsExactly(0L, 250_000_000L, 250_000_000L, 250_000_000L, 250_000_000L);
  }

  @Test
  void sendsEachWhereItCameFromAndNowhereElse() {
    desk.died(
        desk.workerEnvironment.topics.inbox(), "of the inbox", DeadLettersEnvironment.NOT_JSON);
    desk.died(desk.workerEnvironment.topics.bulkRequests(), "of bulk", DeadLettersEnvironment.BUSY);
    desk.died(
        desk.workerEnvironment.topics.retries().get(0), "delayed", DeadLettersEnvironment.BUSY);
    desk.died(desk.workerEnvironment.topics.events(), "of events", DeadLettersEnvironment.BUSY);
    desk.died(requests, "whole", DeadLettersEnvironment.NOT_JSON);
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lastLine())
        .isEqualTo("4 of 4 replayed, 0 set aside, 0 replayed before, 1 can't be replayed");
    assertThat(values(requests)).containsExactly("whole");
    assertThat(values(desk.workerEnvironment.topics.inbox())).containsExactly("of the inbox");
    assertThat(values(desk.workerEnvironment.topics.bulkRequests()))
        .containsExactlyInAnyOrder("of bulk", "delayed");
    assertThat(values(desk.workerEnvironment.topics.events())).isEmpty();
  }

  @Test
  void aReplayedRequestBecomesAPictureAndPoisonDiesWithItsHistory() {
    CodeRequest codeRequest =
        desk.workerEnvironment.question(CodeRequestMessage.of("pages/again", "a=1"));
    String bytes = new String(CodeRequestMessageCodec.write(codeRequest.message()), UTF_8);
    desk.died(
        requests,
        codeRequest.id().value(),
        bytes,
        DeadLettersEnvironment.BUSY,
        new RecordHeaders());
    desk.died(requests, "no message", DeadLettersEnvironment.NOT_JSON);
    desk.workerEnvironment.worker();
    assertThat(desk.run("replay")).isZero();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> !desk.workerEnvironment.eventsOf(codeRequest).isEmpty());
    assertThat(desk.workerEnvironment.eventsOf(codeRequest).get(0).path("status").asString())
        .isEqualTo("ready");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                desk.workerEnvironment.deadLetters().stream()
                    .anyMatch(
                        letter -> letter.headers().lastHeader(SunpressHeaders.HISTORY) != null));
    assertThat(desk.run("replay")).isZero();
    assertThat(desk.lastLine()).startsWith("0 of 0 replayed, 1 set aside, 2 replayed before");
  }

  /** Its history is what tells a page that is still not released from one that may be by now. */
  @Test
  void aPageThatWeChatRefusedBecomesAPictureWhenItIsReleased() {
    SimulatedApp app =
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET)
            .withMinuteLimit(60_000);
    desk.workerEnvironment.wechat.addApp(app.withUnreleased("pages/soon"));
    desk.workerEnvironment.worker();
    CodeRequest codeRequest = desk.workerEnvironment.ask("pages/soon", "s=1");
    awaitEvents(codeRequest, "failed");
    assertThat(desk.run("replay", "--errcode=41030")).isZero();
    assertThat(desk.lastLine()).startsWith("1 of 1 replayed");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> letters() == 2);

    assertThat(desk.run("replay", "--errcode=41030")).isZero();
    assertThat(desk.lastLine()).startsWith("0 of 0 replayed, 1 set aside, 1 replayed before");
    desk.workerEnvironment.wechat.addApp(app);
    assertThat(desk.run("replay", "--errcode=41030", "--force")).isZero();
    awaitEvents(codeRequest, "ready");
    assertThat(letters()).isEqualTo(2);
  }

  private void awaitEvents(CodeRequest codeRequest, String status) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                desk.workerEnvironment.eventsOf(codeRequest).stream()
                    .anyMatch(event -> event.path("status").asString().equals(status)));
  }

  private long letters() {
    return desk.workerEnvironment.deadLetters().stream()
        .filter(record -> record.headers().lastHeader(SunpressHeaders.CAUSE) != null)
        .count();
  }

  private List<String> values(String topic) {
    return desk.workerEnvironment.records(topic).stream()
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
