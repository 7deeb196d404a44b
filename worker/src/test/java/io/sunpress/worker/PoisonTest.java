package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.request.CodeRequest;
import io.sunpress.worker.publish.DeterministicRequestIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Records that no worker can do anything with: they end, and their partition goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private ConfigurableApplicationContext worker;

  @BeforeAll
  void start() {
    worker = workerEnvironment.worker();
  }

  @AfterAll
  void theCountsAddUp() {
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.records"))
        .isEqualTo(WorkerEnvironment.metric(worker, "sunpress.worker.requests"));
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.dead.letters"))
        .isEqualTo(workerEnvironment.deadLetters().size());
    workerEnvironment.close();
  }

  /** Values that are no request. */
  static List<byte[]> unreadable() {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of("", " ", "null", "7", "\"text\"", "[]", "no JSON", "{\"page\":", "\u0000")) {
      all.add(text.getBytes(UTF_8));
    }
    all.add("[".repeat(100_000).getBytes(UTF_8));
    all.add("{\"a\":".repeat(100_000).getBytes(UTF_8));
    all.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    all.add(Arrays.copyOf(noise, 1_000_000));
    return all;
  }

  @Test
  void unreadableRecordsAreDeadLettersAndThePartitionGoesOn() {
    List<byte[]> poison = unreadable();
    String topic = workerEnvironment.topics.requests();
    int partition = 0;
    for (byte[] value : poison) {
      workerEnvironment.write(new ProducerRecord<>(topic, partition, "key", value));
    }
    workerEnvironment.write(new ProducerRecord<>(topic, partition, null, null));
    CodeRequest healthy = workerEnvironment.question(CodeRequestMessage.of("pages/healthy", "h=1"));
    workerEnvironment.write(
        new ProducerRecord<>(
            topic,
            partition,
            healthy.id().value(),
            CodeRequestMessageCodec.write(healthy.message())));
    assertThat(workerEnvironment.onlyEvent(healthy).path("status").asString()).isEqualTo("ready");
    workerEnvironment.awaitNoLag("sunpress-worker", topic);
    for (byte[] value : poison) {
      assertThat(workerEnvironment.deadLetters())
          .filteredOn(letter -> Arrays.equals(letter.value(), value))
          .as("%d bytes", value.length)
          .isNotEmpty()
          .allSatisfy(
              letter -> {
                assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
                assertThat(WorkerEnvironment.header(letter, "sunpress-topic")).isEqualTo(topic);
                assertThat(WorkerEnvironment.header(letter, "sunpress-cause"))
                    .startsWith("request: ");
              });
    }
    assertThat(workerEnvironment.deadLetters()).anyMatch(letter -> letter.value() == null);
  }

  @Test
  void aRecordAsLargeAsTheBrokerTakesIsDeadLetteredInPart() {
    int largest = 1_048_576 - 150;
    byte[] noise = new byte[largest];
    new Random(2).nextBytes(noise);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(workerEnvironment.topics.requests(), 1, null, noise);
    workerEnvironment.write(record);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                workerEnvironment.deadLetters().stream()
                    .anyMatch(letter -> letter.headers().lastHeader("sunpress-cut") != null));
    ConsumerRecord<byte[], byte[]> letter =
        workerEnvironment.deadLetters().stream()
            .filter(each -> each.headers().lastHeader("sunpress-cut") != null)
            .findFirst()
            .orElseThrow();
    assertThat(WorkerEnvironment.header(letter, "sunpress-cut"))
        .isEqualTo(Integer.toString(largest));
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(noise, letter.value().length));
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
  }

  @Test
  void aReadableRecordThatIsWrongIsToldAsFailedToo() {
    byte[] wrong =
        "{\"page\":\"pages/a\",\"scene\":\"%\",\"requestId\":\"wrong\",\"reference\":\"r7\"}"
            .getBytes(UTF_8);
    workerEnvironment.write(workerEnvironment.topics.requests(), "any", wrong);
    JsonNode event = eventOf("wrong");
    assertThat(event.path("status").asString()).isEqualTo("failed");
    assertThat(event.path("reference").asString()).isEqualTo("r7");
    assertThat(event.path("error").path("class").asString()).isEqualTo("request");
    assertThat(workerEnvironment.deadLetters())
        .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(wrong));
  }

  @Test
  void aKeyOfAnotherCodeIsRefusedAndItsPollerIsTold() {
    CodeRequest other = workerEnvironment.question(CodeRequestMessage.of("pages/other", "o=1"));
    CodeRequest asked = workerEnvironment.question(CodeRequestMessage.of("pages/asked", "a=1"));
    workerEnvironment.write(
        workerEnvironment.topics.requests(),
        other.id().value(),
        CodeRequestMessageCodec.write(asked.message()));
    JsonNode event = eventOf(asked.requestId());
    assertThat(event.path("status").asString()).isEqualTo("failed");
    assertThat(workerEnvironment.callsFor("pages/asked")).isZero();
    assertThat(workerEnvironment.stored(asked)).isEmpty();
    assertThat(workerEnvironment.stored(other)).isEmpty();
    assertThat(workerEnvironment.records(workerEnvironment.topics.answers()))
        .anySatisfy(
            answer ->
                assertThat(CodeAnswerCodec.id(new String(answer.key(), UTF_8)))
                    .contains(other.id()));
  }

  @Test
  void aRequestWithoutANameGetsOneThatIsTheSameOnEveryReading() {
    CodeRequest codeRequest =
        workerEnvironment.question(CodeRequestMessage.of("pages/unnamed", "u=1"));
    byte[] unnamed =
        "{\"app\":\"%s\",\"page\":\"pages/unnamed\",\"scene\":\"u=1\"}"
            .formatted(WorkerEnvironment.APP)
            .getBytes(UTF_8);
    workerEnvironment.write(workerEnvironment.topics.requests(), codeRequest.id().value(), unnamed);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                workerEnvironment.events().stream()
                    .anyMatch(e -> e.path("codeId").asString().equals(codeRequest.id().value())));
    ConsumerRecord<byte[], byte[]> record =
        workerEnvironment.records(workerEnvironment.topics.requests()).stream()
            .filter(r -> Arrays.equals(r.value(), unnamed))
            .findFirst()
            .orElseThrow();
    JsonNode event = eventOf(DeterministicRequestIds.of(record));
    assertThat(event.path("page").asString()).isEqualTo("pages/unnamed");
  }

  private JsonNode eventOf(String requestId) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                workerEnvironment.events().stream()
                    .anyMatch(e -> e.path("requestId").asString().equals(requestId)));
    return workerEnvironment.events().stream()
        .filter(e -> e.path("requestId").asString().equals(requestId))
        .findFirst()
        .orElseThrow();
  }
}
