package io.sunpress.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.CodeId;
import io.sunpress.digest.Sha256;
import io.sunpress.message.CodeRequestMessage;
import java.util.HashMap;
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
public final class SharedInstallation {
  /** The second app of the second API; its site-id is 2. */
  public static final String SECOND_APP = "wxfedcba9876543210";

  private static final Installation INSTALLATION = Installation.shared().withTopics();
  private static final TestWorker WORKER = TestWorker.start(INSTALLATION);
  private static final ApiClient API =
      ApiClient.ready(
          INSTALLATION,
          Map.of(
              "sunpress.pictures.max-wait",
              "700ms",
              // Who holds up others holds them up for long enough to be noticed.
              "sunpress.http.body-timeout",
              "60s",
              "server.tomcat.connection-timeout",
              "60s"));
  private static final ApiClient SECOND =
      ApiClient.ready(
          INSTALLATION,
          Map.of(
              "sunpress.ledger.directory",
              INSTALLATION.directory().resolve("second").toString(),
              "sunpress.pictures.max-wait",
              "25s",
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

  private SharedInstallation() {}

  public static ApiClient api() {
    return API;
  }

  public static ApiClient second() {
    return SECOND;
  }

  /** One that needs keys. Its first app has the site-id 1, its second 2; none is the default. */
  public static ApiClient guarded() {
    return Guarded.API;
  }

  /** The key of an id that the guarded API knows. */
  public static String key(String id) {
    return id + ".canarykey" + (id + "0".repeat(23)).substring(0, 23);
  }

  /** Started by the first test that needs it. */
  private static final class Guarded {
    static final ApiClient API = ApiClient.ready(INSTALLATION, settings());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(API::close));
    }

    private static Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>();
      settings.put("sunpress.auth.mode", "required");
      settings.put("sunpress.auth.max-wrong-keys", "1000");
      settings.put(
          "sunpress.ledger.directory", INSTALLATION.directory().resolve("guarded").toString());
      settings.put("sunpress.apps[0].site-id", "1");
      settings.put("sunpress.apps[1].app-id", SECOND_APP);
      settings.put("sunpress.apps[1].site-id", "2");
      settings.put("sunpress.apps[1].pages", "pages/shop");
      addKey(settings, 0, "one", Installation.APP.value(), "submit,read", 0);
      addKey(settings, 1, "two", SECOND_APP, "submit,read", 0);
      addKey(settings, 2, "both", Installation.APP + "," + SECOND_APP, "submit,read,operate", 0);
      addKey(settings, 3, "reader", Installation.APP.value(), "read", 0);
      addKey(settings, 4, "asker", Installation.APP.value(), "submit", 0);
      addKey(settings, 5, "slow", Installation.APP.value(), "submit,read", 1);
      addKey(settings, 6, "slow-too", Installation.APP.value(), "submit,read", 1);
      addKey(settings, 7, "operator", Installation.APP.value(), "operate", 0);
      addKey(settings, 8, "once", Installation.APP.value(), "submit,read", 1);
      addKey(settings, 9, "once-too", Installation.APP.value(), "submit,read", 1);
      return settings;
    }
  }

  /** Has an API know this key; {@code rate} a minute, 0: as often as one likes. */
  public static void addKey(
      Map<String, String> settings, int index, String id, String apps, String roles, int rate) {
    String place = "sunpress.keys[" + index + "].";
    settings.put(place + "id", id);
    settings.put(place + "sha256", Sha256.hex(key(id).getBytes(UTF_8)));
    settings.put(place + "apps", apps);
    settings.put(place + "roles", roles);
    settings.put(place + "rate", Integer.toString(rate));
  }

  public static TestWorker worker() {
    return WORKER;
  }

  public static Installation home() {
    return INSTALLATION;
  }

  /** The code that a request for this scene of {@code pages/repair} has. */
  public static CodeId judged(String scene) {
    return Installation.judge()
        .judge(CodeRequestMessage.of("pages/repair", scene))
        .fold(
            question -> question.id(),
            refused -> {
              throw new IllegalArgumentException(refused.refusal().detail());
            });
  }

  /** How many requests were ever published. */
  public static long published() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
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
