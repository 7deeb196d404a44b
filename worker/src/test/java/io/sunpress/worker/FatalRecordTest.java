package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A record that ends every process which works on it, among healthy ones. A supervisor restarts the
 * worker, as one would in earnest. With {@code -Dlong.scale} below 1 the broker is told that the
 * dead one is gone, and does not find out by itself in 10 s.
 */
@Tag("long")
class FatalRecordTest {
  private static final int HEALTHY = 80;

  /** Three crashes until it is taken alone, and three alone. */
  private static final int LEAST_CRASHES = 6;

  /** A process that finishes healthy records before it comes to the fatal one proves nothing. */
  private static final int MOST_CRASHES = 20;

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void isADeadLetterAfterSomeRestartsAndAllOthersAreReady(@TempDir Path directory) {
    workerEnvironment.setUpTopics();
    List<CodeRequest> healthy = new ArrayList<>();
    CodeRequest fatal = null;
    for (int i = 0; i < HEALTHY; i++) {
      fatal = i == HEALTHY / 2 ? ask("fatal=1") : fatal;
      healthy.add(ask("h=" + i));
    }
    int crashes = restartUntilItLives(fatal, directory);
    System.out.printf("FatalRecordTest: %d crashes, %d healthy codes%n", crashes, healthy.size());
    assertThat(crashes).isBetween(LEAST_CRASHES, MOST_CRASHES);
    isGivenUp(fatal);
    for (CodeRequest codeRequest : healthy) {
      assertThat(workerEnvironment.stored(codeRequest)).isPresent();
      assertThat(workerEnvironment.eventsOf(codeRequest))
          .extracting(event -> event.path("status").asString())
          .containsOnly("ready");
    }
  }

  private void isGivenUp(CodeRequest fatal) {
    JsonNode event = workerEnvironment.onlyEvent(fatal);
    assertThat(event.path("status").asString()).isEqualTo("failed");
    assertThat(workerEnvironment.failure(fatal)).isPresent();
    assertThat(workerEnvironment.stored(fatal)).isEmpty();
    assertThat(workerEnvironment.deadLetters()).hasSize(1);
    assertThat(workerEnvironment.deadLetters().get(0).key())
        .asString()
        .isEqualTo(fatal.id().value());
    assertThat(WorkerEnvironment.header(workerEnvironment.deadLetters().get(0), "sunpress-cause"))
        .contains("ended every worker");
  }

  private CodeRequest ask(String scene) {
    return workerEnvironment.ask(
        workerEnvironment.question(CodeRequestMessage.of("pages/fatal", scene)), Priority.BULK);
  }

  private int restartUntilItLives(CodeRequest fatal, Path directory) {
    for (int crashes = 0; crashes <= MOST_CRASHES; crashes++) {
      try (ChildJvm worker = worker(fatal, directory.resolve("worker-" + crashes + ".log"))) {
        await().atMost(WorkerEnvironment.PATIENCE).until(() -> !worker.isAlive() || isAllDone());
        if (worker.isAlive()) {
          return crashes;
        }
      }
      if (LongTestSettings.isShortened()) {
        workerEnvironment.evict("sunpress-worker-bulk");
      }
    }
    throw new AssertionError("the partition does not go on");
  }

  private ChildJvm worker(CodeRequest fatal, Path output) {
    return JavaCommand.main(CrashOnLookupWorker.class)
        .jvmArgs("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .jvmArgs("-D" + CrashOnLookupWorker.FATAL + "=" + fatal.id().value())
        .args(workerEnvironment.arguments())
        .start(output);
  }

  private boolean isAllDone() {
    return !workerEnvironment.deadLetters().isEmpty()
        && workerEnvironment.lag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests())
            == 0;
  }
}
