package io.sunpress.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeState;
import io.sunpress.topic.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A ledger's JVM: reads the topics as an API does, reports how long that took, and is then read.
 */
final class LedgerProcess {
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int SAMPLE = 100_000;

  private LedgerProcess() {}

  /**
   * @param arguments the broker's address, the ledger's directory, seed and number of the codes,
   *     seconds of reading
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    ParentWatch.begin();
    Path directory = Path.of(arguments[1]);
    List<CodeId> sample = sample(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
    long cpu = cpuNanos();
    long start = System.nanoTime();
    Ledger ledger = open(arguments[0], directory);
    Runtime.getRuntime().addShutdownHook(new Thread(ledger::close));
    ledger.start();
    ConditionWait.until("the ledger has caught up", MOST, ledger::caughtUp);
    long caughtUp = System.nanoTime() - start;
    long used = cpuNanos() - cpu;
    long reads = reads(ledger, sample, Integer.parseInt(arguments[4]));
    ParentWatch.ready(new LedgerTimes(caughtUp, used, reads, size(directory)).line());
  }

  private static Ledger open(String bootstrapServers, Path directory) {
    return new Ledger(
        new LedgerProperties(
            directory, Duration.ofSeconds(10), Duration.ofSeconds(1), 10, Duration.ofMinutes(15)),
        Topics.DEFAULT,
        new LedgerClients() {
          @Override
          public Consumer<String, byte[]> consumer(Map<String, Object> own) {
            Map<String, Object> settings = new HashMap<>(own);
            settings.put("bootstrap.servers", bootstrapServers);
            settings.put("enable.auto.commit", false);
            settings.put("allow.auto.create.topics", false);
            return new KafkaConsumer<>(
                settings, new StringDeserializer(), new ByteArrayDeserializer());
          }

          @Override
          public Admin admin() {
            return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
          }
        });
  }

  private static List<CodeId> sample(long seed, int codes) {
    RequestGenerator requestGenerator = new RequestGenerator(seed);
    List<CodeId> sample = new ArrayList<>();
    for (int i = 0; i < Math.min(codes, SAMPLE); i++) {
      sample.add(BenchInstallation.id(requestGenerator.next()));
    }
    return sample;
  }

  /** By one thread, one code after the other, as doors do. */
  private static long reads(Ledger ledger, List<CodeId> sample, int seconds) {
    Random random = new Random(1);
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    long count = 0;
    while (System.nanoTime() < end) {
      CodeId id = sample.get(random.nextInt(sample.size()));
      if (ledger.find(id).status() != CodeState.Status.READY) {
        throw new IllegalStateException("a ready code is not: " + id);
      }
      count++;
    }
    return count * Duration.ofSeconds(1).toNanos() / (System.nanoTime() - start);
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
