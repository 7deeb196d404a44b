package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.worker.limiter.CallLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The identities of the operations guide, on the text that a Prometheus server would read. */
class IdentitiesTest {
  private static final int CODES = 120;
  private static final List<String> TYPES = List.of("ready", "failed", "delayed");

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private ConfigurableApplicationContext worker;
  private int written;

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void everyNumberAgreesWithTheOthersWhateverGoesWrong() throws Exception {
    System.out.println("IdentitiesTest seed " + seed);
    worker =
        workerEnvironment.worker(
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.in-memory-wait=300ms",
            "sunpress.worker.probe-interval=300ms",
            "sunpress.worker.parked-rotation-interval=300ms",
            "sunpress.worker.retry-delays=100ms,200ms,300ms");
    playFaults();
    askForAll();
    awaitQuiet();
    assertIdentities(PrometheusScrape.of(worker));

    workerEnvironment.wechat.faults().clear();
    workerEnvironment.wechat.holdReplies();
    joined("pages/held", 5);
    assertThat(workerEnvironment.wechat.calls().awaitInFlight(1, WorkerEnvironment.PATIENCE))
        .isTrue();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> PrometheusScrape.of(worker).sum("sunpress_worker_in_flight") == 5);
    assertTaken(PrometheusScrape.of(worker));
    workerEnvironment.wechat.releaseReplies();
    awaitQuiet();
    assertIdentities(PrometheusScrape.of(worker));
    assertThat(PrometheusScrape.of(worker).requests("joined"))
        .as("the held one")
        .isGreaterThanOrEqualTo(4);
  }

  private void playFaults() {
    var faults = workerEnvironment.wechat.faults();
    faults.always(new SimulatedFault.Busy(), 1, seed, FaultScope.app(WorkerEnvironment.OTHER_APP));
    FaultScope app = FaultScope.app(WorkerEnvironment.APP);
    faults.next(new SimulatedFault.Api(48001, "api unauthorized"), 1, app);
    faults.next(new SimulatedFault.Api(41030, "invalid page"), 2, app);
    faults.always(new SimulatedFault.Busy(), 0.2, seed + 1, app);
    faults.always(new SimulatedFault.CutAfter(1_000), 0.05, seed + 2, app);
    faults.always(new SimulatedFault.Api(99_999, "something new"), 0.1, seed + 3, app);
    faults.always(new SimulatedFault.RevokedToken(), 0.02, seed + 4, app);
  }

  /** Good and bad ones through every door, some asked for by many, some asked for again. */
  private void askForAll() {
    for (int i = 0; i < CODES; i++) {
      ask(workerEnvironment.question(CodeRequestMessage.of("pages/mix", "n=" + i)));
      if (i % 10 == 0) {
        joined("pages/crowd" + i, 3);
        ask(
            workerEnvironment.question(
                CodeRequestMessage.of("pages/mix", "n=" + random.nextInt(i + 1))));
      }
    }
    for (int i = 0; i < 4; i++) {
      ask(
          workerEnvironment.question(
              CodeRequestMessage.of("pages/dead", "d=" + i).withApp(WorkerEnvironment.OTHER_APP)));
      requests("no JSON " + i);
      requests("{\"page\":\"/a?b\",\"scene\":\"x\"}");
      workerEnvironment.inbox("no JSON either " + i);
      workerEnvironment.inbox("{\"page\":\"pages/in\",\"scene\":\"%d %%\"}".formatted(i));
      workerEnvironment.inbox("{\"page\":\"pages/in\",\"scene\":\"i=%d\"}".formatted(i));
    }
  }

  private void joined(String page, int many) {
    for (int i = 0; i < many; i++) {
      ask(workerEnvironment.question(CodeRequestMessage.of(page, "joined")));
    }
  }

  private void ask(CodeRequest codeRequest) {
    workerEnvironment.ask(codeRequest, random.nextBoolean() ? Priority.INTERACTIVE : Priority.BULK);
    written++;
  }

  private void requests(String value) {
    workerEnvironment.write(workerEnvironment.topics.requests(), "key", value.getBytes(UTF_8));
    written++;
  }

  /**
   * Nothing is in hand and nothing waits, for longer than a record can rest: numbers are not read
   * all at one moment.
   */
  private void awaitQuiet() {
    await()
        .during(Duration.ofMillis(600))
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () -> {
              PrometheusScrape now = PrometheusScrape.of(worker);
              return now.sum("sunpress_source_records_total") == inbox()
                  && now.sum("sunpress_worker_records_total")
                      == written
                          + now.sum("sunpress_source_records_total", "outcome=mapped")
                          + now.sum("sunpress_worker_requeued_total")
                  && now.requests("delayed", "parked") == now.sum("sunpress_worker_requeued_total")
                  && now.sum("sunpress_worker_in_flight") == 0;
            });
  }

  private int inbox() {
    return workerEnvironment.records(workerEnvironment.topics.inbox()).size();
  }

  private void assertTaken(PrometheusScrape now) {
    assertThat(now.sum("sunpress_worker_records_total"))
        .as("seed %d: records taken = let go of + in hand", seed)
        .isEqualTo(
            now.sum("sunpress_worker_requests_total") + now.sum("sunpress_worker_in_flight"));
  }

  private void assertIdentities(PrometheusScrape now) {
    assertTaken(now);
    assertEvents(now);
    assertThat(now.sum("sunpress_worker_dead_letters_total", "from=requests"))
        .isEqualTo(now.requests("failed", "refused", "unreadable"))
        .isPositive();
    assertThat(now.sum("sunpress_worker_dead_letters_total", "from=inbox"))
        .isEqualTo(source(now, "refused") + source(now, "unreadable"))
        .isPositive();
    assertThat((double) workerEnvironment.deadLetters().size())
        .isEqualTo(now.sum("sunpress_worker_dead_letters_total"));
    assertThat(now.sum("sunpress_worker_retries_total")).isEqualTo(now.requests("delayed"));
    assertThat(now.sum("sunpress_worker_parked_total"))
        .isEqualTo(now.requests("parked"))
        .isEqualTo(now.sum("sunpress_worker_requeued_total", "from=parked"))
        .isPositive();
    for (String delay : List.of("1m", "10m", "1h")) {
      assertThat(now.sum("sunpress_worker_retries_total", "delay=" + delay))
          .isEqualTo(now.sum("sunpress_worker_requeued_total", "from=" + delay))
          .isPositive();
    }
    assertStored(now);
    assertCalls(now);
  }

  private void assertEvents(PrometheusScrape now) {
    assertThat(now.sum("sunpress_worker_events_total", "type=ready"))
        .as("seed %d", seed)
        .isEqualTo(now.requests("drawn", "joined", "cached"));
    assertThat(now.sum("sunpress_worker_events_total", "type=failed"))
        .isEqualTo(now.requests("failed", "refused") + source(now, "refused"));
    assertThat(now.sum("sunpress_worker_events_total", "type=delayed"))
        .isEqualTo(now.requests("delayed", "parked"));
    for (String type : TYPES) {
      assertThat(now.sum("sunpress_worker_events_total", "type=" + type))
          .isEqualTo(
              workerEnvironment.events().stream()
                  .filter(event -> event.path("status").asString().equals(type))
                  .count())
          .isPositive();
    }
  }

  private void assertStored(PrometheusScrape now) {
    assertThat(now.requests("drawn"))
        .isEqualTo(now.sum("sunpress_store_put_seconds_count", "outcome=created"))
        .isEqualTo(workerEnvironment.objects());
    assertThat(now.requests("cached")).isPositive();
  }

  /**
   * Every call that WeChat saw had a permit, and every permit is accounted for. A call that had no
   * reply may have gone into a connection that WeChat had closed a moment ago.
   */
  private void assertCalls(PrometheusScrape now) {
    long used =
        worker.getBean(CallLimiter.class).state().apps().stream()
            .mapToLong(app -> app.permits().used())
            .sum();
    double calls = now.sum("sunpress_wechat_calls_seconds_count");
    double unsent = now.sum("sunpress_wechat_calls_seconds_count", "outcome=unsent");
    double sent = calls - unsent;
    assertThat(sent).as("seed %d: calls = permits used", seed).isEqualTo(used);
    double busy = now.sum("sunpress_wechat_calls_seconds_count", "outcome=busy");
    double noReply = busy - workerEnvironment.wechat.calls().byOutcome().get("-1");
    assertThat((double) workerEnvironment.codeCalls().size())
        .as("seed %d: what WeChat saw, where %.0f calls had no reply", seed, noReply)
        .isBetween(sent - noReply, sent);
  }

  private static double source(PrometheusScrape now, String outcome) {
    return now.sum("sunpress_source_records_total", "outcome=" + outcome);
  }
}
