package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.worker.quota.Admission;
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

  private final Workshop workshop = new Workshop();
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private ConfigurableApplicationContext worker;
  private int written;

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void everyNumberAgreesWithTheOthersWhateverGoesWrong() throws Exception {
    System.out.println("IdentitiesTest seed " + seed);
    worker =
        workshop.worker(
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.patience=300ms",
            "sunpress.worker.probe-pause=300ms",
            "sunpress.worker.parked-pass=300ms",
            "sunpress.worker.retry-delays=100ms,200ms,300ms");
    playFaults();
    askForAll();
    awaitQuiet();
    assertIdentities(Scrape.of(worker));

    workshop.wechat.faults().clear();
    workshop.wechat.holdReplies();
    joined("pages/held", 5);
    assertThat(workshop.wechat.calls().awaitInFlight(1, Workshop.PATIENCE)).isTrue();
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> Scrape.of(worker).sum("sunpress_worker_in_flight") == 5);
    assertTaken(Scrape.of(worker));
    workshop.wechat.releaseReplies();
    awaitQuiet();
    assertIdentities(Scrape.of(worker));
    assertThat(Scrape.of(worker).requests("joined")).as("the held one").isGreaterThanOrEqualTo(4);
  }

  private void playFaults() {
    var faults = workshop.wechat.faults();
    faults.always(new Fault.Busy(), 1, seed, FaultScope.app(Workshop.OTHER_APP));
    FaultScope app = FaultScope.app(Workshop.APP);
    faults.next(new Fault.Api(48001, "api unauthorized"), 1, app);
    faults.next(new Fault.Api(41030, "invalid page"), 2, app);
    faults.always(new Fault.Busy(), 0.2, seed + 1, app);
    faults.always(new Fault.CutAfter(1_000), 0.05, seed + 2, app);
    faults.always(new Fault.Api(99_999, "something new"), 0.1, seed + 3, app);
    faults.always(new Fault.RevokedToken(), 0.02, seed + 4, app);
  }

  /** Good and bad ones through every door, some asked for by many, some asked for again. */
  private void askForAll() {
    for (int i = 0; i < CODES; i++) {
      ask(workshop.question(GenerateCode.of("pages/mix", "n=" + i)));
      if (i % 10 == 0) {
        joined("pages/crowd" + i, 3);
        ask(workshop.question(GenerateCode.of("pages/mix", "n=" + random.nextInt(i + 1))));
      }
    }
    for (int i = 0; i < 4; i++) {
      ask(workshop.question(GenerateCode.of("pages/dead", "d=" + i).withApp(Workshop.OTHER_APP)));
      requests("no JSON " + i);
      requests("{\"page\":\"/a?b\",\"scene\":\"x\"}");
      workshop.inbox("no JSON either " + i);
      workshop.inbox("{\"page\":\"pages/in\",\"scene\":\"%d %%\"}".formatted(i));
      workshop.inbox("{\"page\":\"pages/in\",\"scene\":\"i=%d\"}".formatted(i));
    }
  }

  private void joined(String page, int many) {
    for (int i = 0; i < many; i++) {
      ask(workshop.question(GenerateCode.of(page, "joined")));
    }
  }

  private void ask(Question question) {
    workshop.ask(question, random.nextBoolean() ? Lane.INTERACTIVE : Lane.BULK);
    written++;
  }

  private void requests(String value) {
    workshop.write(workshop.topics.requests(), "key", value.getBytes(UTF_8));
    written++;
  }

  /**
   * Nothing is in hand and nothing waits, for longer than a record can rest: numbers are not read
   * all at one moment.
   */
  private void awaitQuiet() {
    await()
        .during(Duration.ofMillis(600))
        .atMost(Workshop.PATIENCE)
        .until(
            () -> {
              Scrape now = Scrape.of(worker);
              return now.sum("sunpress_source_records_total") == inbox()
                  && now.sum("sunpress_worker_records_total")
                      == written
                          + now.sum("sunpress_source_records_total", "outcome=accepted")
                          + now.sum("sunpress_worker_relayed_total")
                  && now.requests("delayed", "parked") == now.sum("sunpress_worker_relayed_total")
                  && now.sum("sunpress_worker_in_flight") == 0;
            });
  }

  private int inbox() {
    return workshop.records(workshop.topics.inbox()).size();
  }

  private void assertTaken(Scrape now) {
    assertThat(now.sum("sunpress_worker_records_total"))
        .as("seed %d: records taken = let go of + in hand", seed)
        .isEqualTo(
            now.sum("sunpress_worker_requests_total") + now.sum("sunpress_worker_in_flight"));
  }

  private void assertIdentities(Scrape now) {
    assertTaken(now);
    assertEvents(now);
    assertThat(now.sum("sunpress_worker_dead_letters_total", "from=requests"))
        .isEqualTo(now.requests("failed", "refused", "unreadable"))
        .isPositive();
    assertThat(now.sum("sunpress_worker_dead_letters_total", "from=inbox"))
        .isEqualTo(source(now, "refused") + source(now, "unreadable"))
        .isPositive();
    assertThat((double) workshop.deadLetters().size())
        .isEqualTo(now.sum("sunpress_worker_dead_letters_total"));
    assertThat(now.sum("sunpress_worker_retries_total")).isEqualTo(now.requests("delayed"));
    assertThat(now.sum("sunpress_worker_parked_total"))
        .isEqualTo(now.requests("parked"))
        .isEqualTo(now.sum("sunpress_worker_relayed_total", "from=parked"))
        .isPositive();
    for (String delay : List.of("1m", "10m", "1h")) {
      assertThat(now.sum("sunpress_worker_retries_total", "delay=" + delay))
          .isEqualTo(now.sum("sunpress_worker_relayed_total", "from=" + delay))
          .isPositive();
    }
    assertStored(now);
    assertCalls(now);
  }

  private void assertEvents(Scrape now) {
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
              workshop.events().stream()
                  .filter(event -> event.path("status").asString().equals(type))
                  .count())
          .isPositive();
    }
  }

  private void assertStored(Scrape now) {
    assertThat(now.requests("drawn"))
        .isEqualTo(now.sum("sunpress_store_put_seconds_count", "outcome=created"))
        .isEqualTo(workshop.objects());
    assertThat(now.requests("cached")).isPositive();
  }

  /**
   * Every call that WeChat saw had a permit, and every permit is accounted for. A call that had no
   * reply may have gone into a connection that WeChat had closed a moment ago.
   */
  private void assertCalls(Scrape now) {
    long used =
        worker.getBean(Admission.class).state().apps().stream()
            .mapToLong(app -> app.permits().used())
            .sum();
    double calls = now.sum("sunpress_wechat_calls_seconds_count");
    double unsent = now.sum("sunpress_wechat_calls_seconds_count", "outcome=unsent");
    double sent = calls - unsent;
    assertThat(sent).as("seed %d: calls = permits used", seed).isEqualTo(used);
    double busy = now.sum("sunpress_wechat_calls_seconds_count", "outcome=busy");
    double noReply = busy - workshop.wechat.calls().byOutcome().get("-1");
    assertThat((double) workshop.codeCalls().size())
        .as("seed %d: what WeChat saw, where %.0f calls had no reply", seed, noReply)
        .isBetween(sent - noReply, sent);
  }

  private static double source(Scrape now, String outcome) {
    return now.sum("sunpress_source_records_total", "outcome=" + outcome);
  }
}
