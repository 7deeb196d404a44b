package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead-letters list} of very many letters, in a process with little memory. */
@Tag("long")
class DeadLettersMemoryTest {
  private static final int LETTERS = 200_000;

  @Test
  void listsThemAllOldestFirstInASmallHeap(@TempDir Path directory) throws Exception {
    double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
    int letters = Math.max(20_000, (int) (LETTERS * scale));
    String heap = scale < 1 ? "-Xmx64m" : "-Xmx128m";
    try (DeadLettersDesk desk = new DeadLettersDesk()) {
      write(desk, letters);
      Path output = directory.resolve("list.txt");
      long start = System.nanoTime();
      try (ChildJvm list = list(desk, heap, output)) {
        list.awaitLine(Pattern.compile("^" + letters + " dead letters;"), Duration.ofMinutes(5));
        System.out.printf(
            "DeadLettersMemoryTest: %d letters with %s in %d ms, peak RSS %d MiB%n",
            letters, heap, (System.nanoTime() - start) / 1_000_000, list.peakRssBytes() >> 20);
      }
      assertOldestFirst(output, letters);
    }
  }

  private static ChildJvm list(DeadLettersDesk desk, String heap, Path output) {
    return JavaCommand.main(Lingering.class)
        .jvmArgs(heap)
        .args("dead-letters", "list")
        .args(desk.workshop.arguments())
        .start(output);
  }

  /** The command, in a process that stays to be looked at. */
  static final class Lingering {
    private Lingering() {}

    public static void main(String[] arguments) throws InterruptedException {
      Commands.run(arguments);
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }

  private static void write(DeadLettersDesk desk, int letters) {
    byte[] value =
        "{\"page\":\"pages/many\",\"scene\":\"s=1\",\"app\":\"wx5ca1ab1e5ca1ab1e\"}"
            .getBytes(UTF_8);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", SharedBroker.bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < letters; i++) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("sunpress-cause", "busy: system error rid: 1-2-3".getBytes(UTF_8));
        headers.add("sunpress-errcode", "-1".getBytes(UTF_8));
        headers.add("sunpress-topic", desk.workshop.topics.requests().getBytes(UTF_8));
        headers.add("sunpress-time", "2026-11-01T00:00:00Z".getBytes(UTF_8));
        producer.send(
            new ProducerRecord<>(
                desk.workshop.topics.deadLetters(), i % 4, null, null, value, headers));
      }
    }
  }

  private static void assertOldestFirst(Path output, int letters) throws Exception {
    try (Stream<String> lines = Files.lines(output)) {
      List<String> times =
          lines
              .filter(line -> line.matches("\\d@\\d+ .*"))
              .map(line -> line.substring(10, 34).strip())
              .toList();
      assertThat(times).hasSize(letters).isSorted();
    }
  }
}
