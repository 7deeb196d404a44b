package io.sunpress.api.testing;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * One installation for all tests that only ask: an API, a worker, and a second API with a ledger of
 * its own, a second app and no keys at all. Lives as long as the test run.
 */
public final class House {
  /** The second app of the second API; its site-id is 2. */
  public static final String SECOND_APP = "wxfedcba9876543210";

  private static final Installation INSTALLATION = Installation.shared().withTopics();
  private static final TestWorker WORKER = TestWorker.start(INSTALLATION);
  private static final Api API =
      Api.ready(INSTALLATION, Map.of("sunpress.pictures.patience", "700ms"));
  private static final Api SECOND =
      Api.ready(
          INSTALLATION,
          Map.of(
              "sunpress.ledger.directory",
              INSTALLATION.directory().resolve("second").toString(),
              "sunpress.auth.mode",
              "none",
              "sunpress.apps[0].site-id",
              "1",
              "sunpress.apps[1].app-id",
              SECOND_APP,
              "sunpress.apps[1].site-id",
              "2"));
  private static final Admin ADMIN = INSTALLATION.admin();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  SECOND.close();
                  API.close();
                  WORKER.close();
                  ADMIN.close();
                }));
  }

  private House() {}

  public static Api api() {
    return API;
  }

  public static Api second() {
    return SECOND;
  }

  public static TestWorker worker() {
    return WORKER;
  }

  public static Installation home() {
    return INSTALLATION;
  }

  /** How many requests were ever published. */
  public static long published() {
    Map<TopicPartition, OffsetSpec> ends = new java.util.HashMap<>();
    Stream.of(INSTALLATION.topics().requests(), INSTALLATION.topics().bulkRequests())
        .flatMap(
            topic ->
                IntStream.range(0, INSTALLATION.topics().partitions())
                    .mapToObj(number -> new TopicPartition(topic, number)))
        .forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    try {
      return ADMIN.listOffsets(ends).all().get().values().stream()
          .mapToLong(found -> found.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
