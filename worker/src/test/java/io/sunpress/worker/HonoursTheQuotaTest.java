package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.ledger.CallKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What WeChat's ledger says of workers that share a limit. */
class HonoursTheQuotaTest {
  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void workersTogetherStayWithinTheLimitWhileTheyComeAndGo() {
    int perMinute = 1_200;
    String limit = "sunpress.apps[0].limit=" + perMinute;
    var first = workshop.worker(limit);
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      questions.add(
          workshop.ask(workshop.question(GenerateCode.of("pages/q", "n=" + i)), Lane.BULK));
    }
    workshop.worker(limit);
    await().atMost(Workshop.PATIENCE).until(() -> workshop.callsFor("pages/q") > 40);
    workshop.stop(first);
    workshop.awaitNoLag("sunpress-worker-bulk", workshop.topics.bulkRequests());
    assertThat(workshop.callsFor("pages/q")).isEqualTo(questions.size());
    int inAnyFiveSeconds =
        workshop
            .wechat
            .calls()
            .maxInWindow(Workshop.APP, CallKind.UNLIMITED, Duration.ofSeconds(5));
    assertThat(inAnyFiveSeconds).isLessThanOrEqualTo(perMinute * 5 / 60 + 5);
  }

  @Test
  void aMinutesThrottleClosesTheAppForEverybodyAndThenGoesOn() {
    workshop.worker("sunpress.worker.minute-pause=2s");
    workshop.wechat.faults().next(new Fault.MinuteThrottle(45011), 1);
    Question first = workshop.ask("pages/minute", "n=1");
    await().atMost(Workshop.PATIENCE).until(() -> workshop.callsFor("pages/minute") == 1);
    Question second = workshop.ask("pages/minute", "n=2");
    assertThat(workshop.onlyEvent(first).path("status").asString()).isEqualTo("ready");
    assertThat(workshop.onlyEvent(second).path("status").asString()).isEqualTo("ready");
    assertThat(workshop.callsFor("pages/minute")).isEqualTo(3);
  }

  @Test
  void theDaysQuotaIsNotAskedForTwice() {
    workshop.worker();
    workshop.wechat.faults().next(new Fault.DayThrottle(), 1);
    JsonNode first = workshop.onlyEvent(workshop.ask("pages/day", "n=1"));
    JsonNode second = workshop.onlyEvent(workshop.ask("pages/day", "n=2"));
    assertThat(first.path("status").asString()).isEqualTo("delayed");
    assertThat(first.path("error").path("class").asString()).isEqualTo("throttled-day");
    assertThat(second.path("status").asString()).isEqualTo("delayed");
    assertThat(second.path("error").path("class").asString()).isEqualTo("throttled-day");
    assertThat(workshop.callsFor("pages/day")).isEqualTo(1);
  }
}
