package io.sunpress.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SteadyLoad;
import io.sunpress.api.testing.SteadyLoad.Told;
import io.sunpress.api.testing.TestWorker;
import io.sunpress.parts.LocalCluster;
import io.sunpress.parts.TopicReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two brokers of three are killed while clients ask. Then one copy is all that Kafka could make of
 * a request: nothing may be accepted until a second broker is back.
 */
@Tag("long")
class BrokersLostTest {
  private static final String DOOR = "/api/weapp/qrcode";
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final int PER_SECOND = 20;

  /** Answers that are enough to say that it is so, and not by chance. */
  private static final int ENOUGH = 20;

  private final double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
  private final long seed = Long.getLong("seed", System.nanoTime());

  @TempDir Path directory;

  @Test
  void acceptsNothingThatOnlyOneBrokerHasAndGoesOnByItself() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(directory, 3)) {
      Installation installation = Installation.on(cluster.bootstrapServers());
      Map<String, String> promised =
          Map.of(
              "sunpress.topics.replication",
              "3",
              "sunpress.requests.acknowledge-timeout",
              "1800ms",
              "sunpress.ledger.lookup-timeout",
              "1s");
      try (ApiClient api = ApiClient.ready(installation, promised);
          TestWorker worker = TestWorker.start(installation);
          SteadyLoad asking = SteadyLoad.begin(api, PER_SECOND, "pages/steady")) {
        List<String> known = known(api);
        assertThat(worker.seen()).isNotEmpty();
        await().atMost(SOON).until(() -> accepted(asking.told()).size() >= ENOUGH);
        awaitCopies(installation, 3);
        losesTwo(cluster, installation, api, known, asking);
        asking.stop();
        await().atMost(SOON).until(asking::isAnswered);
        hasWhatItAccepted(installation, asking.told());
      }
    }
  }

  private void losesTwo(
      LocalCluster cluster,
      Installation installation,
      ApiClient api,
      List<String> known,
      SteadyLoad asking) {
    List<Integer> brokers = new ArrayList<>(cluster.brokers());
    Collections.shuffle(brokers, new Random(seed));
    List<Integer> two = brokers.subList(0, 2);
    Duration down = Duration.ofNanos((long) (SECONDS.toNanos(30) * scale));
    cluster.kill(two);
    long gone = System.nanoTime();
    try (Knowing knowing = new Knowing(api, known)) {
      awaitCopies(installation, 1);
      long alone = System.nanoTime();
      await()
          .atMost(SOON.plus(down))
          .until(
              () ->
                  System.nanoTime() - gone > down.toNanos()
                      && since(alone, asking.told()).size() >= ENOUGH);
      knowing.wasAnswered();
    }
    long back = System.nanoTime();
    cluster.begin(two);
    await().atMost(SOON).until(() -> acceptsAgain(asking.told(), back));
    System.out.printf(
        "BrokersLostTest: -Dseed=%d, brokers %s away for %.1f s%n", seed, two, (back - gone) / 1e9);
    refused(since(gone, asking.told()).stream().filter(told -> told.answered() < back).toList());
    tellsWhenItIsBack(asking.told(), back);
  }

  /** What is answered also without Kafka: a code that is there, and a job that is under way. */
  private static List<String> known(ApiClient api) {
    HttpResponse<String> ready =
        await()
            .atMost(SOON)
            .until(
                () -> api.post(DOOR, body("known"), "Prefer", "wait=20"),
                answer -> answer.body().startsWith("{\"code\":0,"));
    HttpResponse<String> pending =
        await()
            .atMost(SOON)
            .until(
                () -> api.post(DOOR, body("hold-known"), "Prefer", "respond-async"),
                answer -> answer.statusCode() == 202);
    String id = ready.body().replaceAll(".*/", "").replaceAll("\\..*", "");
    String job = pending.body().replaceAll(".*\"job_id\":\"", "").replaceAll("\".*", "");
    return List.of("/v1/codes/" + id, "/v1/jobs/" + id, "/v1/jobs/" + job);
  }

  private static String body(String scene) {
    return "{\"path\":\"pages/known\",\"scene\":\"" + scene + "\"}";
  }

  /** Until so many brokers have all that was ever written, of every partition that is asked in. */
  private static void awaitCopies(Installation installation, int copies) {
    String requests = installation.topics().requests();
    try (Admin admin = installation.admin()) {
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(
              () -> partitions(admin, requests),
              found ->
                  found.stream().allMatch(p -> p.leader() != null && p.isr().size() == copies));
    }
  }

  private static List<TopicPartitionInfo> partitions(Admin admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions();
  }

  private static List<Told> since(long nanos, Collection<Told> told) {
    return told.stream().filter(each -> each.sent() > nanos).toList();
  }

  private static Set<String> accepted(Collection<Told> told) {
    return told.stream()
        .filter(each -> each.status() == 202)
        .map(each -> each.job().orElseThrow())
        .collect(Collectors.toSet());
  }

  /** A busy machine may add to one of them, but hardly to all. */
  private static void refused(List<Told> told) {
    assertThat(told).hasSizeGreaterThanOrEqualTo(ENOUGH);
    assertThat(told).allMatch(each -> each.status() == 503 && each.comeBack());
    long[] nanos = told.stream().mapToLong(Told::nanos).sorted().toArray();
    System.out.printf(
        "BrokersLostTest: %d asked, %d refused, 0 accepted; refused within p50 %.2f s, longest %.2f"
            + " s%n",
        told.size(), told.size(), nanos[nanos.length / 2] / 1e9, nanos[nanos.length - 1] / 1e9);
    assertThat(Duration.ofNanos(nanos[0])).isLessThan(PROMISED);
  }

  /** The latest ones, all of them. */
  private static boolean acceptsAgain(List<Told> told, long back) {
    List<Told> latest = told.subList(Math.max(0, told.size() - ENOUGH), told.size());
    return latest.stream().allMatch(each -> each.status() == 202 && each.sent() > back);
  }

  private static void tellsWhenItIsBack(List<Told> told, long back) {
    long first =
        told.stream()
            .filter(each -> each.status() == 202 && each.answered() > back)
            .mapToLong(Told::answered)
            .min()
            .orElseThrow();
    long last =
        told.stream()
            .filter(each -> each.status() != 202 && each.answered() > back)
            .mapToLong(Told::answered)
            .max()
            .orElse(first);
    System.out.printf(
        "BrokersLostTest: accepts again %.1f s after the brokers were started, refuses none after"
            + " %.1f s%n",
        (first - back) / 1e9, (last - back) / 1e9);
  }

  private static void hasWhatItAccepted(Installation installation, List<Told> told) {
    assertThat(told).allMatch(each -> each.status() == 202 || each.status() == 503);
    Set<String> accepted = accepted(told);
    Set<String> written = written(installation);
    Set<String> lost = new HashSet<>(accepted);
    lost.removeAll(written);
    // Two of them are those that are known.
    long unknown = written.stream().filter(id -> !accepted.contains(id)).count() - 2;
    System.out.printf(
        "BrokersLostTest: %d accepted in all, of which %d are not in the topic; %d are there that"
            + " were told 503%n",
        accepted.size(), lost.size(), unknown);
    assertThat(lost).isEmpty();
  }

  private static Set<String> written(Installation installation) {
    try (TopicReader requests =
        new TopicReader(installation.bootstrapServers(), installation.topics().requests())) {
      return requests.all().stream()
          .map(found -> new String(found.key(), UTF_8))
          .collect(Collectors.toSet());
    }
  }

  /** Asks all the while for what is known. */
  private static final class Knowing implements AutoCloseable {
    private final ApiClient api;
    private final List<String> paths;
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final List<String> right = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Knowing(ApiClient api, List<String> paths) {
      this.api = api;
      this.paths = paths;
      clock.scheduleWithFixedDelay(this::ask, 0, 200, MILLISECONDS);
    }

    private void ask() {
      try {
        paths.forEach(path -> note(path, api.get(path)));
        note(DOOR, api.post(DOOR, body("known")));
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
    }

    private void note(String path, HttpResponse<String> answer) {
      (answer.statusCode() == 200 ? right : wrong).add(path + ": " + answer.statusCode());
    }

    void wasAnswered() {
      await().atMost(SOON).until(() -> right.size() + wrong.size() > paths.size());
      assertThat(wrong).isEmpty();
      System.out.printf("BrokersLostTest: what is known, answered %d times%n", right.size());
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
