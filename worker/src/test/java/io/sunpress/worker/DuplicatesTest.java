package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.request.CodeRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every request three times: the same request, or three of the same code, with names and without.
 * Each code is one call; each request has its own final event, however often it was sent.
 */
class DuplicatesTest {
  private static final int CODES = 2_000;

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void aCodeIsDrawnOnceHoweverOftenItIsAskedFor() {
    sendsEachThreeTimes(60);
  }

  @Test
  @Tag("long")
  void thousandsOfCodesAreDrawnOnceEach() {
    sendsEachThreeTimes(
        Math.max(60, (int) (CODES * Double.parseDouble(System.getProperty("long.scale", "1")))));
  }

  private void sendsEachThreeTimes(int codes) {
    workerEnvironment.worker();
    workerEnvironment.worker();
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (int i = 0; i < codes; i++) {
      records.addAll(three(i, named));
    }
    Collections.shuffle(records, random);
    records.forEach(workerEnvironment::write);

    int unnamed = records.size() / 9 * 3;
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> events().size() >= named.size() + unnamed);
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    Map<String, List<String>> byId =
        events().stream()
            .collect(
                Collectors.groupingBy(id -> id, Collectors.mapping(id -> id, Collectors.toList())));
    int raw = events().size();
    System.out.printf(
        "DuplicatesTest seed %d: %d records of %d codes, calls per code %.2f, events %d of %d"
            + " requests, raw ratio %.2f%n",
        seed,
        records.size(),
        codes,
        workerEnvironment.callsFor("pages/thrice") / (double) codes,
        raw,
        byId.size(),
        raw / (double) byId.size());
    assertThat(workerEnvironment.callsFor("pages/thrice")).as("seed %d", seed).isEqualTo(codes);
    assertThat(byId).as("seed %d: one id for each request", seed).hasSize(named.size() + unnamed);
    assertThat(byId.keySet()).as("seed %d", seed).containsAll(named);
    assertThat(raw).as("seed %d: one event for each record", seed).isEqualTo(records.size());
    assertThat(workerEnvironment.objects()).isEqualTo(codes);
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  /** By turns: one request sent three times, three named ones, three that bear no name. */
  private List<ProducerRecord<String, byte[]>> three(int number, Set<String> named) {
    CodeRequestMessage message = CodeRequestMessage.of("pages/thrice", "n=" + number);
    CodeRequest codeRequest = workerEnvironment.question(message);
    String topic =
        random.nextBoolean()
            ? workerEnvironment.topics.requests()
            : workerEnvironment.topics.bulkRequests();
    List<ProducerRecord<String, byte[]>> three = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CodeRequest asked = number % 3 == 1 ? workerEnvironment.question(message) : codeRequest;
      byte[] value =
          number % 3 == 2
              ? "{\"page\":\"pages/thrice\",\"scene\":\"n=%d\"}".formatted(number).getBytes(UTF_8)
              : CodeRequestMessageCodec.write(asked.message());
      if (number % 3 < 2) {
        named.add(asked.requestId() + ":" + asked.id() + ":ready");
      }
      three.add(new ProducerRecord<>(topic, codeRequest.id().value(), value));
    }
    return three;
  }

  /** The ids of all events. */
  private List<String> events() {
    List<ConsumerRecord<byte[], byte[]>> events =
        workerEnvironment.records(workerEnvironment.topics.events());
    return events.stream().map(event -> WorkerEnvironment.header(event, "ce_id")).toList();
  }
}
