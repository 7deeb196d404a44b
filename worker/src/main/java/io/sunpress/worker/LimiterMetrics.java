package io.sunpress.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.AppLimiterState;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.PermitCounts;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The quota in metrics. Of each app {@code given = used + given-back + lapsed + } the permits that
 * are out at this moment; the moved are among the used.
 */
final class LimiterMetrics {
  private static final Map<String, ToLongFunction<PermitCounts>> PERMIT_RESULTS =
      Map.of(
          "given", PermitCounts::given,
          "used", PermitCounts::used,
          "given-back", PermitCounts::givenBack,
          "lapsed", PermitCounts::lapsed);

  private final CallLimiter callLimiter;
  private final MeterRegistry registry;

  private LimiterMetrics(CallLimiter callLimiter, MeterRegistry registry) {
    this.callLimiter = callLimiter;
    this.registry = registry;
  }

  /** Registers everything, also of apps that nothing was asked of yet. */
  static void measure(CallLimiter callLimiter, Collection<AppId> apps, MeterRegistry registry) {
    LimiterMetrics meter = new LimiterMetrics(callLimiter, registry);
    meter.ownership();
    apps.forEach(meter::app);
  }

  private void ownership() {
    Gauge.builder("sunpress.quota.fraction", callLimiter, a -> a.state().fraction())
        .description("Of every app's limit, what this worker may spend now")
        .register(registry);
    for (Priority priority : Priority.values()) {
      Gauge.builder("sunpress.quota.lease", callLimiter, a -> leaseSeconds(a, priority))
          .description("For how long the lane's share may be spent without another proof")
          .baseUnit("seconds")
          .tag("lane", name(priority))
          .register(registry);
    }
  }

  private void app(AppId app) {
    gauge(app, "sunpress.quota.share", AppLimiterState::perMinute)
        .description("Calls a minute that this worker may make now")
        .register(registry);
    gauge(app, "sunpress.quota.limit", AppLimiterState::limitPerMinute)
        .description("Calls a minute of all workers that throttles have left")
        .register(registry);
    window(app, "minute", ErrorClass.THROTTLED_MINUTE);
    window(app, "day", ErrorClass.THROTTLED_DAY);
    for (Priority priority : Priority.values()) {
      waits(app, priority);
    }
    PERMIT_RESULTS.forEach((result, count) -> permits(app, result, count));
    counter(app, "sunpress.quota.used.after.move", PermitCounts::moved)
        .description("Calls admitted before ownership moved and sent after it")
        .register(registry);
  }

  private void window(AppId app, String window, ErrorClass cause) {
    gauge(app, "sunpress.quota.exhausted", state -> isClosed(state, cause) ? 1 : 0)
        .description("1 while WeChat takes no calls for it, since this window is used up")
        .tag("window", window)
        .register(registry);
  }

  private void waits(AppId app, Priority priority) {
    gauge(app, "sunpress.quota.waiting", state -> state.waiting().get(priority))
        .description("Calls that wait for their turn at WeChat")
        .tag("lane", name(priority))
        .register(registry);
    FunctionTimer.builder(
            "sunpress.quota.wait",
            callLimiter,
            a -> a.state(app).waited().get(priority).calls(),
            a -> a.state(app).waited().get(priority).time().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("How long calls waited for their turn at WeChat")
        .tag("app", app.value())
        .tag("lane", name(priority))
        .register(registry);
  }

  private void permits(AppId app, String result, ToLongFunction<PermitCounts> count) {
    counter(app, "sunpress.quota.permits", count)
        .description("What became of the permits to call WeChat")
        .tag("result", result)
        .register(registry);
  }

  private Gauge.Builder<CallLimiter> gauge(
      AppId app, String name, ToDoubleFunction<AppLimiterState> value) {
    return Gauge.builder(name, callLimiter, a -> value.applyAsDouble(a.state(app)))
        .tag("app", app.value());
  }

  private FunctionCounter.Builder<CallLimiter> counter(
      AppId app, String name, ToLongFunction<PermitCounts> count) {
    return FunctionCounter.builder(
            name, callLimiter, a -> count.applyAsLong(a.state(app).permits()))
        .tag("app", app.value());
  }

  private static boolean isClosed(AppLimiterState state, ErrorClass cause) {
    return state.closed().filter(closed -> closed.error().type() == cause).isPresent();
  }

  private static double leaseSeconds(CallLimiter callLimiter, Priority priority) {
    return callLimiter.state().lanes().get(priority).leaseLeft().toNanos() / 1e9;
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
