package io.sunpress.worker;

import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.TcpProxy;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.calls.CallKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;

/** An app whose limit several workers share, and what is asked of it. */
final class SharedLimitApp {
  private final WorkerEnvironment workerEnvironment;
  private final int perMinute;
  private final List<CodeRequest> questions = new ArrayList<>();

  SharedLimitApp(WorkerEnvironment workerEnvironment, int perMinute) {
    this.workerEnvironment = workerEnvironment;
    this.perMinute = perMinute;
  }

  /**
   * What a worker is started with; it has room for more than it can spend before its lease ends.
   */
  String[] settings(String... own) {
    List<String> settings = new ArrayList<>(List.of(own));
    settings.add("sunpress.apps[0].limit=" + perMinute);
    settings.add("sunpress.worker.in-flight=256");
    return settings.toArray(String[]::new);
  }

  ConfigurableApplicationContext worker(String... own) {
    return workerEnvironment.worker(settings(own));
  }

  /** A process of its own that hears Kafka through this; it has partitions when this returns. */
  ChildJvm behind(TcpProxy door, Path directory) {
    ChildJvm child =
        JavaCommand.main(WorkerApplication.class)
            .jvmArgs("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .args(
                workerEnvironment.arguments(
                    settings(
                        "spring.kafka.bootstrap-servers=127.0.0.1:" + door.port(),
                        "logging.level.io.sunpress.engine=INFO")))
            .start(directory.resolve("worker.log"));
    child.awaitLine(Pattern.compile("Assigned .*requests\\.bulk"), WorkerEnvironment.PATIENCE);
    return child;
  }

  /** Asks for so many codes at once, all different. */
  void ask(int many) {
    List<CodeRequest> more =
        IntStream.range(questions.size(), questions.size() + many)
            .mapToObj(
                n -> workerEnvironment.question(CodeRequestMessage.of("pages/limited", "n=" + n)))
            .toList();
    workerEnvironment.askAll(more, Priority.BULK);
    questions.addAll(more);
  }

  /** Waits until every code asked for is there, and nothing is left to do. */
  void awaitAllReady() {
    Set<String> asked = questions.stream().map(CodeRequest::requestId).collect(Collectors.toSet());
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> ready().containsAll(asked));
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
  }

  private Set<String> ready() {
    return workerEnvironment.events().stream()
        .filter(event -> event.path("status").asString().equals("ready"))
        .map(event -> event.path("requestId").asString())
        .collect(Collectors.toSet());
  }

  /** Calls for codes so far, as WeChat counts them. */
  int calls() {
    return workerEnvironment.codeCalls().size();
  }

  /** The most calls in any stretch of this length, of what the limit allows in it. */
  double worst(Duration window) {
    int calls =
        workerEnvironment
            .wechat
            .calls()
            .maxInWindow(WorkerEnvironment.APP, CallKind.UNLIMITED, window);
    return calls * 60_000.0 / (window.toMillis() * perMinute);
  }
}
