package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Question;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.worker.announce.RecordNames;
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
  private final Workshop workshop = new Workshop();
  private ConfigurableApplicationContext worker;

  @BeforeAll
  void start() {
    worker = workshop.worker();
  }

  @AfterAll
  void theCountsAddUp() {
    assertThat(Workshop.metric(worker, "sunpress.worker.records"))
        .isEqualTo(Workshop.metric(worker, "sunpress.worker.requests"));
    assertThat(Workshop.metric(worker, "sunpress.worker.dead.letters"))
        .isEqualTo(workshop.deadLetters().size());
    workshop.close();
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
    String topic = workshop.topics.requests();
    int partition = 0;
    for (byte[] value : poison) {
      workshop.write(new ProducerRecord<>(topic, partition, "key", value));
    }
    workshop.write(new ProducerRecord<>(topic, partition, null, null));
    Question healthy = workshop.question(GenerateCode.of("pages/healthy", "h=1"));
    workshop.write(
        new ProducerRecord<>(
            topic, partition, healthy.id().value(), GenerateCodeCodec.write(healthy.message())));
    assertThat(workshop.onlyEvent(healthy).path("status").asString()).isEqualTo("ready");
    workshop.awaitNoLag("sunpress-worker", topic);
    for (byte[] value : poison) {
      assertThat(workshop.deadLetters())
          .filteredOn(letter -> Arrays.equals(letter.value(), value))
          .as("%d bytes", value.length)
          .isNotEmpty()
          .allSatisfy(
              letter -> {
                assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
                assertThat(Workshop.header(letter, "sunpress-topic")).isEqualTo(topic);
                assertThat(Workshop.header(letter, "sunpress-cause")).startsWith("request: ");
              });
    }
    assertThat(workshop.deadLetters()).anyMatch(letter -> letter.value() == null);
  }

  @Test
  void aRecordAsLargeAsTheBrokerTakesIsDeadLetteredInPart() {
    int largest = 1_048_576 - 150;
    byte[] noise = new byte[largest];
    new Random(2).nextBytes(noise);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(workshop.topics.requests(), 1, null, noise);
    workshop.write(record);
    await()
        .atMost(Workshop.PATIENCE)
        .until(
            () ->
                workshop.deadLetters().stream()
                    .anyMatch(letter -> letter.headers().lastHeader("sunpress-cut") != null));
    ConsumerRecord<byte[], byte[]> letter =
        workshop.deadLetters().stream()
            .filter(each -> each.headers().lastHeader("sunpress-cut") != null)
            .findFirst()
            .orElseThrow();
    assertThat(Workshop.header(letter, "sunpress-cut")).isEqualTo(Integer.toString(largest));
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(noise, letter.value().length));
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
  }

  @Test
  void aReadableRecordThatIsWrongIsToldAsFailedToo() {
    byte[] wrong =
        "{\"page\":\"pages/a\",\"scene\":\"%\",\"requestId\":\"wrong\",\"reference\":\"r7\"}"
            .getBytes(UTF_8);
    workshop.write(workshop.topics.requests(), "any", wrong);
    JsonNode event = eventOf("wrong");
    assertThat(event.path("status").asString()).isEqualTo("failed");
    assertThat(event.path("reference").asString()).isEqualTo("r7");
    assertThat(event.path("error").path("class").asString()).isEqualTo("request");
    assertThat(workshop.deadLetters())
        .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(wrong));
  }

  @Test
  void aKeyOfAnotherCodeIsRefusedAndItsPollerIsTold() {
    Question other = workshop.question(GenerateCode.of("pages/other", "o=1"));
    Question asked = workshop.question(GenerateCode.of("pages/asked", "a=1"));
    workshop.write(
        workshop.topics.requests(), other.id().value(), GenerateCodeCodec.write(asked.message()));
    JsonNode event = eventOf(asked.requestId());
    assertThat(event.path("status").asString()).isEqualTo("failed");
    assertThat(workshop.callsFor("pages/asked")).isZero();
    assertThat(workshop.stored(asked)).isEmpty();
    assertThat(workshop.stored(other)).isEmpty();
    assertThat(workshop.records(workshop.topics.answers()))
        .anySatisfy(
            answer ->
                assertThat(AnswerCodec.id(new String(answer.key(), UTF_8))).contains(other.id()));
  }

  @Test
  void aRequestWithoutANameGetsOneThatIsTheSameOnEveryReading() {
    Question question = workshop.question(GenerateCode.of("pages/unnamed", "u=1"));
    byte[] unnamed =
        "{\"app\":\"%s\",\"page\":\"pages/unnamed\",\"scene\":\"u=1\"}"
            .formatted(Workshop.APP)
            .getBytes(UTF_8);
    workshop.write(workshop.topics.requests(), question.id().value(), unnamed);
    await()
        .atMost(Workshop.PATIENCE)
        .until(
            () ->
                workshop.events().stream()
                    .anyMatch(e -> e.path("codeId").asString().equals(question.id().value())));
    ConsumerRecord<byte[], byte[]> record =
        workshop.records(workshop.topics.requests()).stream()
            .filter(r -> Arrays.equals(r.value(), unnamed))
            .findFirst()
            .orElseThrow();
    JsonNode event = eventOf(RecordNames.of(record));
    assertThat(event.path("page").asString()).isEqualTo("pages/unnamed");
  }

  private JsonNode eventOf(String requestId) {
    await()
        .atMost(Workshop.PATIENCE)
        .until(
            () ->
                workshop.events().stream()
                    .anyMatch(e -> e.path("requestId").asString().equals(requestId)));
    return workshop.events().stream()
        .filter(e -> e.path("requestId").asString().equals(requestId))
        .findFirst()
        .orElseThrow();
  }
}
