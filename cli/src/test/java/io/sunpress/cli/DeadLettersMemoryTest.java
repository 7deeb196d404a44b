package io.sunpress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.installation.LocalServers;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.worker.LongTestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code dead-letters list} of very many letters, in a process with little memory: much less than
 * they would need together, and than those of one partition that is ahead of the others would.
 */
@Tag("long")
class DeadLettersMemoryTest {
  private static final int LETTERS = 200_000;
  private static final int AT_LEAST = 20_000;

  /** What a letter keeps at most, of the longest kind: some 4 KB each. */
  private static final int DEATHS = 10;

  private static final String CAUSE = "a long story ".repeat(23);

  @Test
  void listsThemAllOldestFirst(@TempDir Path directory) throws Exception {
    int letters = Math.max(AT_LEAST, LongTestSettings.scaled(LETTERS));
    try (DeadLettersEnvironment deadLetters = new DeadLettersEnvironment()) {
      write(deadLetters, letters);
      Path output = directory.resolve("list.txt");
      long start = System.nanoTime();
      list(deadLetters, letters, output);
      System.out.printf(
          "DeadLettersMemoryTest: %d letters with %s in %d ms%n",
          letters, heap(letters), (System.nanoTime() - start) / 1_000_000);
      assertOldestFirst(output, letters);
    }
  }

  /** The command itself, and where each letter is: some 100 bytes. */
  private static String heap(int letters) {
    return "-Xmx%dm".formatted(60 + letters / 5_000);
  }

  private static void list(DeadLettersEnvironment deadLetters, int letters, Path output) {
    try (ChildJvm list =
        JavaCommand.main(CliMain.class)
            .jvmArgs(heap(letters), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
            .args("dead-letters", "list")
            .args(deadLetters.installation.arguments())
            .start(output)) {
      list.awaitExit(Duration.ofMinutes(5));
    }
  }

  /** The older half is in one partition, so that the others are ahead of it when they are read. */
  private static void write(DeadLettersEnvironment deadLetters, int letters) {
    byte[] value = "{\"page\":\"pages/many\",\"scene\":\"s=1\"}".getBytes(UTF_8);
    Headers headers = headers(deadLetters.installation.topics.requests());
    int partitions = deadLetters.installation.topics.partitions();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                LocalServers.shared().broker().bootstrapServers(),
                "compression.type",
                "lz4",
                "linger.ms",
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < letters; i++) {
        int partition = i < letters / 2 ? 0 : 1 + i % (partitions - 1);
        producer.send(
            new ProducerRecord<>(
                deadLetters.installation.topics.deadLetters(),
                partition,
                null,
                null,
                value,
                headers));
      }
    }
  }

  private static Headers headers(String topic) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, SunpressHeaders.CAUSE, "busy: " + CAUSE);
    add(headers, SunpressHeaders.ERRCODE, "-1");
    add(headers, SunpressHeaders.TOPIC, topic);
    add(headers, SunpressHeaders.TIME, "2026-11-01T00:00:00Z");
    for (int cause = 0; cause < DEATHS; cause++) {
      add(headers, SunpressHeaders.HISTORY, "2026-11-01T00:00:0" + cause + "Z busy -1 " + CAUSE);
    }
    return headers;
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static void assertOldestFirst(Path output, int letters) throws Exception {
    try (Stream<String> lines = Files.lines(output)) {
      List<String> all = lines.toList();
      assertThat(all.get(all.size() - 1)).startsWith(letters + " dead letters;");
      assertThat(
              all.stream()
                  .filter(line -> line.matches("\\d@\\d+ .*"))
                  .map(line -> Instant.parse(line.split(" +", 3)[1])))
          .hasSize(letters)
          .isSorted();
    }
  }
}
