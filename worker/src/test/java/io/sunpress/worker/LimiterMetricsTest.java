package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.Share;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each figure of the quota as it is scraped. */
class LimiterMetricsTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxfedcba9876543210");

  private final AtomicLong now = new AtomicLong();
  private final SettableClock clock = new SettableClock();
  private final Queue<Runnable> due = new ArrayDeque<>();
  private final CallLimiter callLimiter =
      new CallLimiter(
          new LimiterSettings(
              Duration.ofSeconds(10),
              5,
              Duration.ofMinutes(1),
              new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              1),
          app -> new CallLimit(62),
          now::get,
          clock,
          (nanos, task) -> due.add(task));
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @BeforeEach
  void ownEverything() {
    LimiterMetrics.measure(callLimiter, List.of(APP, OTHER), registry);
    for (Priority priority : Priority.values()) {
      callLimiter.onAssigned(priority, new Share(4, 4));
      callLimiter.leaseRenewed(priority, callLimiter.commitStarts());
    }
  }

  @Test
  void tellsShareLimitAndLease() {
    assertThat(value("sunpress_quota_fraction")).isEqualTo(1);
    assertThat(value("sunpress_quota_share{app=\"" + APP + "\"}")).isEqualTo(60.76);
    assertThat(value("sunpress_quota_share{app=\"" + OTHER + "\"}")).isEqualTo(60.76);
    assertThat(value("sunpress_quota_limit{app=\"" + APP + "\"}")).isEqualTo(62);
    assertThat(value("sunpress_quota_lease_seconds{lane=\"bulk\"}")).isEqualTo(7);
    callLimiter.onRevoking(Priority.BULK, new Share(1, 4));
    callLimiter.onLost(Priority.INTERACTIVE);
    assertThat(value("sunpress_quota_fraction")).isEqualTo(0.125);
    assertThat(value("sunpress_quota_share{app=\"" + APP + "\"}")).isEqualTo(7);
    assertThat(value("sunpress_quota_lease_seconds{lane=\"interactive\"}")).isZero();
  }

  @Test
  void tellsWhoWaitsAndHowLongTheyWaited() {
    String bulk = "{app=\"" + APP + "\",lane=\"bulk\"}";
    permit();
    callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    assertThat(value("sunpress_quota_waiting" + bulk)).isEqualTo(2);
    pass(Duration.ofSeconds(1));
    assertThat(value("sunpress_quota_waiting" + bulk)).isEqualTo(1);
    assertThat(value("sunpress_quota_waiting{app=\"" + OTHER + "\",lane=\"bulk\"}")).isZero();
    assertThat(value("sunpress_quota_wait_seconds_count" + bulk)).isEqualTo(2);
    assertThat(value("sunpress_quota_wait_seconds_sum" + bulk)).isEqualTo(3);
  }

  @Test
  void tellsWhatBecameOfThePermits() {
    permit().use();
    permit().giveBack();
    Permit late = permit();
    pass(Duration.ofMillis(501));
    assertThat(late.use()).isFalse();
    Permit moved = permit();
    callLimiter.onRevoking(Priority.BULK, new Share(3, 4));
    assertThat(moved.use()).isTrue();
    permit();
    assertThat(permits("given")).isEqualTo(5);
    assertThat(permits("used")).isEqualTo(2);
    assertThat(permits("given-back")).isEqualTo(1);
    assertThat(permits("lapsed")).isEqualTo(1);
    assertThat(value("sunpress_quota_used_after_move_total{app=\"" + APP + "\"}")).isEqualTo(1);
    assertThat(value("sunpress_quota_used_after_move_total{app=\"" + OTHER + "\"}")).isZero();
  }

  @Test
  void tellsWhichWindowKeepsAnAppClosed() {
    Permit permit = permit();
    permit.use();
    assertThat(closed("minute")).isZero();
    permit.throttled(CodeError.of(ErrorClass.THROTTLED_MINUTE, "too often"));
    assertThat(closed("minute")).isEqualTo(1);
    assertThat(closed("day")).isZero();
    assertThat(value("sunpress_quota_share{app=\"" + APP + "\"}")).isZero();
    assertThat(value("sunpress_quota_limit{app=\"" + APP + "\"}")).isEqualTo(31);
    permit.throttled(CodeError.of(ErrorClass.THROTTLED_DAY, "too often"));
    assertThat(closed("minute")).isZero();
    assertThat(closed("day")).isEqualTo(1);
    assertThat(value("sunpress_quota_exhausted{app=\"" + OTHER + "\",window=\"day\"}")).isZero();
  }

  /** The next permit, at once or two seconds later. */
  private Permit permit() {
    var turn = callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    if (!turn.isDone()) {
      pass(Duration.ofSeconds(2));
    }
    assertThat(turn).isDone();
    return (Permit) turn.join();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    clock.advance(time);
    for (Priority priority : Priority.values()) {
      callLimiter.leaseRenewed(priority, callLimiter.commitStarts());
    }
    for (int left = due.size(); left > 0; left--) {
      due.remove().run();
    }
  }

  private double permits(String fate) {
    return value("sunpress_quota_permits_total{app=\"" + APP + "\",result=\"" + fate + "\"}");
  }

  private double closed(String window) {
    return value("sunpress_quota_exhausted{app=\"" + APP + "\",window=\"" + window + "\"}");
  }

  private double value(String series) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in " + registry.scrape()));
  }
}
