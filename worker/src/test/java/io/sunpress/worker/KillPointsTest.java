package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.worker.CrashPointWorker.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Worker processes that die at every point of a record's path, as by kill -9: whoever goes on makes
 * one picture and one final event of each request, and calls WeChat again only for what was at
 * WeChat then.
 */
class KillPointsTest {
  /** As many as the requests' topic has partitions, so that each has one. */
  private static final int CHILDREN = Point.values().length;

  private static final int EACH = 50;
  private static final int MID_CALLS = 8;

  /**
   * Enough that each partition leaves behind what its dead owners may have died of: after two such
   * deaths fewer than {@link #MID_CALLS} are taken at once of the 32 records that were in hand.
   */
  private static final int UNSUSPECTED = CHILDREN * 64;

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Long> recoveries = new ArrayList<>();
  private int kills;
  private long extraCalls;
  private int tasks;

  @TempDir private Path directory;

  @AfterEach
  void close() {
    workerEnvironment.close();
    recoveries.sort(null);
    System.out.printf(
        "KillPointsTest seed %d: %d kills, %d tasks, extra calls %d, recovery ms p50 %d p99 %d%n",
        seed, kills, tasks, extraCalls, percentile(0.5), percentile(0.99));
  }

  private long percentile(double share) {
    return recoveries.isEmpty() ? -1 : recoveries.get((int) (share * (recoveries.size() - 1)));
  }

  @Test
  void aWorkerThatDiesBehindTheStoreIsRedoneWithoutAnotherCall() {
    diesAt(0, List.of(Point.values()[random.nextInt(Point.values().length)]));
  }

  @Test
  @Tag("long")
  void oneResultOfEachRequestHoweverOftenWorkersDie() {
    int rounds = LongTestSettings.scaled(EACH);
    for (int round = 0; round < rounds; round++) {
      diesAt(round, List.of(Point.values()));
      if (round % CHILDREN == 0) {
        diesInMidCall(round);
      }
    }
  }

  /** One request at a time in each process: what dies behind the store leaves no call open. */
  private void diesAt(int round, List<Point> points) {
    String page = "pages/point" + round;
    List<ChildJvm> children = new ArrayList<>();
    for (Point point : points) {
      children.add(child(round, point.name(), 1, point.jvmArgs(random.nextInt(3))));
    }
    List<CodeRequest> questions = new ArrayList<>();
    List<Long> deaths = new ArrayList<>();
    try {
      awaitMembers(points.size());
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                ask(page, questions, Math.min(1 + random.nextInt(8), 300 - questions.size()));
                return bury(children, deaths);
              });
    } finally {
      children.forEach(ChildJvm::close);
    }
    recover(page, questions, deaths);
    assertThat(workerEnvironment.callsFor(page))
        .as("seed %d: each drawn once, since it was stored when they died", seed)
        .isEqualTo(questions.size());
  }

  /** What is open when they die is called again, and nothing else. */
  private void diesInMidCall(int round) {
    String page = "pages/call" + round;
    long tokens = workerEnvironment.tokenCalls();
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < CHILDREN; i++) {
      children.add(child(round, "call" + i, MID_CALLS));
    }
    List<CodeRequest> questions = new ArrayList<>();
    List<Long> deaths = new ArrayList<>();
    long open;
    try {
      awaitMembers(CHILDREN);
      awaitTokens(tokens + CHILDREN, page, questions);
      ask(page, questions, UNSUSPECTED);
      workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
      workerEnvironment.wechat.holdReplies();
      open = awaitCalls(ask(page, questions, CHILDREN * MID_CALLS));
      children.forEach(
          child -> {
            child.kill();
            deaths.add(System.currentTimeMillis());
          });
    } finally {
      children.forEach(ChildJvm::close);
      workerEnvironment.wechat.releaseReplies();
    }
    recover(page, questions, deaths);
    long extra = workerEnvironment.callsFor(page) - questions.size();
    extraCalls += extra;
    assertThat(extra)
        .as("seed %d: calls of what was at WeChat when they died", seed)
        .isEqualTo(open);
  }

  /** Until every process has a token: none is asked for when replies are held. */
  private void awaitTokens(long many, String page, List<CodeRequest> questions) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () -> {
              ask(page, questions, 1);
              return workerEnvironment.tokenCalls() == many;
            });
  }

  /** Until each process has as many of these at WeChat as it takes; how many that are. */
  private long awaitCalls(List<CodeRequest> held) {
    Set<String> keys =
        held.stream().map(codeRequest -> codeRequest.id().value()).collect(Collectors.toSet());
    long most =
        workerEnvironment.records(workerEnvironment.topics.requests()).stream()
            .filter(record -> keys.contains(new String(record.key(), UTF_8)))
            .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(many -> Math.min(many, MID_CALLS))
            .sum();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.wechat.inFlight() == most);
    return most;
  }

  private ChildJvm child(int round, String name, int inFlight, String... jvmArgs) {
    return JavaCommand.main(CrashPointWorker.class)
        .jvmArgs("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .jvmArgs(jvmArgs)
        .args(workerEnvironment.arguments("sunpress.worker.in-flight=" + inFlight))
        .start(directory.resolve(round + "-" + name + ".log"));
  }

  private void awaitMembers(int many) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.membersWithPartitions("sunpress-worker") == many);
  }

  /** Notes who is dead by now; whether all are. */
  private static boolean bury(List<ChildJvm> children, List<Long> deaths) {
    long dead = children.stream().filter(child -> !child.isAlive()).count();
    while (deaths.size() < dead) {
      deaths.add(System.currentTimeMillis());
    }
    return deaths.size() == children.size();
  }

  /** Asks for so many more; which these are. */
  private List<CodeRequest> ask(String page, List<CodeRequest> questions, int many) {
    List<CodeRequest> more =
        IntStream.range(questions.size(), questions.size() + many)
            .mapToObj(
                number -> workerEnvironment.question(CodeRequestMessage.of(page, "n=" + number)))
            .toList();
    workerEnvironment.askAll(more, Priority.INTERACTIVE);
    questions.addAll(more);
    return more;
  }

  /** Another worker takes over. */
  private void recover(String page, List<CodeRequest> questions, List<Long> deaths) {
    ConfigurableApplicationContext heir = workerEnvironment.worker();
    Set<String> asked =
        questions.stream().map(CodeRequest::requestId).collect(Collectors.toUnmodifiableSet());
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> finals(asked).size() == asked.size());
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    Map<String, List<ConsumerRecord<byte[], byte[]>>> finals = finals(asked);
    long last =
        finals.values().stream().mapToLong(events -> events.get(0).timestamp()).max().orElseThrow();
    deaths.forEach(death -> recoveries.add(last - death));
    kills += deaths.size();
    tasks += questions.size();
    for (CodeRequest codeRequest : questions) {
      assertThat(finals.get(codeRequest.requestId()))
          .extracting(event -> WorkerEnvironment.header(event, "ce_id"))
          .as("seed %d: %s", seed, page)
          .containsOnly(codeRequest.requestId() + ":" + codeRequest.id() + ":ready");
      assertThat(workerEnvironment.eventsOf(codeRequest))
          .extracting(event -> event.path("sha256").asString())
          .as("seed %d: all tell of the one that is stored", seed)
          .containsOnly(workerEnvironment.store.read(codeRequest.picture()).orElseThrow().sha256());
    }
    assertThat(workerEnvironment.objects()).as("seed %d: one object each", seed).isEqualTo(tasks);
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    workerEnvironment.stop(heir);
  }

  /** All final events of these requests, repeats included, by request. */
  private Map<String, List<ConsumerRecord<byte[], byte[]>>> finals(Set<String> asked) {
    return workerEnvironment.records(workerEnvironment.topics.events()).stream()
        .filter(event -> asked.contains(requestOf(event)))
        .collect(Collectors.groupingBy(KillPointsTest::requestOf));
  }

  private static String requestOf(ConsumerRecord<byte[], byte[]> event) {
    return WorkerEnvironment.header(event, "ce_id").split(":")[0];
  }
}
