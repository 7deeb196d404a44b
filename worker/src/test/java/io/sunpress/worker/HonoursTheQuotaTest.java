package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.SimulatedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What WeChat's ledger says of workers that share a limit. */
class HonoursTheQuotaTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void workersTogetherStayWithinTheLimitWhileTheyComeAndGo() {
    int perMinute = 1_200;
    String limit = "sunpress.apps[0].limit=" + perMinute;
    var first = workerEnvironment.worker(limit);
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      questions.add(
          workerEnvironment.ask(
              workerEnvironment.question(CodeRequestMessage.of("pages/q", "n=" + i)),
              Priority.BULK));
    }
    workerEnvironment.worker(limit);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.callsFor("pages/q") > 40);
    workerEnvironment.stop(first);
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    assertThat(workerEnvironment.callsFor("pages/q")).isEqualTo(questions.size());
    int inAnyFiveSeconds =
        workerEnvironment
            .wechat
            .calls()
            .maxInWindow(WorkerEnvironment.APP, CallKind.UNLIMITED, Duration.ofSeconds(5));
    assertThat(inAnyFiveSeconds).isLessThanOrEqualTo(perMinute * 5 / 60 + 5);
  }

  @Test
  void aMinutesThrottleClosesTheAppForEverybodyAndThenGoesOn() {
    workerEnvironment.worker("sunpress.worker.throttle-pause=2s");
    workerEnvironment.wechat.faults().next(new SimulatedFault.MinuteThrottle(45011), 1);
    CodeRequest first = workerEnvironment.ask("pages/minute", "n=1");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.callsFor("pages/minute") == 1);
    CodeRequest second = workerEnvironment.ask("pages/minute", "n=2");
    assertThat(workerEnvironment.onlyEvent(first).path("status").asString()).isEqualTo("ready");
    assertThat(workerEnvironment.onlyEvent(second).path("status").asString()).isEqualTo("ready");
    assertThat(workerEnvironment.callsFor("pages/minute")).isEqualTo(3);
  }

  @Test
  void theDaysQuotaIsNotAskedForTwice() {
    workerEnvironment.worker();
    workerEnvironment.wechat.faults().next(new SimulatedFault.DayThrottle(), 1);
    JsonNode first = workerEnvironment.onlyEvent(workerEnvironment.ask("pages/day", "n=1"));
    JsonNode second = workerEnvironment.onlyEvent(workerEnvironment.ask("pages/day", "n=2"));
    assertThat(first.path("status").asString()).isEqualTo("delayed");
    assertThat(first.path("error").path("class").asString()).isEqualTo("throttled-day");
    assertThat(second.path("status").asString()).isEqualTo("delayed");
    assertThat(second.path("error").path("class").asString()).isEqualTo("throttled-day");
    assertThat(workerEnvironment.callsFor("pages/day")).isEqualTo(1);
  }
}
