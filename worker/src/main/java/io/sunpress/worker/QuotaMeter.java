package io.sunpress.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.AppState;
import io.sunpress.worker.quota.PermitCounts;
import io.sunpress.worker.quota.Window;
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
final class QuotaMeter {
  private static final Map<String, ToLongFunction<PermitCounts>> FATES =
      Map.of(
          "given", PermitCounts::given,
          "used", PermitCounts::used,
          "given-back", PermitCounts::givenBack,
          "lapsed", PermitCounts::lapsed);

  private final Admission admission;
  private final MeterRegistry registry;

  private QuotaMeter(Admission admission, MeterRegistry registry) {
    this.admission = admission;
    this.registry = registry;
  }

  /** Registers everything, also of apps that nothing was asked of yet. */
  static void measure(Admission admission, Collection<AppId> apps, MeterRegistry registry) {
    QuotaMeter meter = new QuotaMeter(admission, registry);
    meter.ownership();
    apps.forEach(meter::app);
  }

  private void ownership() {
    Gauge.builder("sunpress.quota.fraction", admission, a -> a.state().fraction())
        .description("Of every app's limit, what this worker may spend now")
        .register(registry);
    for (Lane lane : Lane.values()) {
      Gauge.builder("sunpress.quota.lease", admission, a -> leaseSeconds(a, lane))
          .description("For how long the lane's share may be spent without another proof")
          .baseUnit("seconds")
          .tag("lane", name(lane))
          .register(registry);
    }
  }

  private void app(AppId app) {
    gauge(app, "sunpress.quota.share", AppState::perMinute)
        .description("Calls a minute that this worker may make now")
        .register(registry);
    gauge(app, "sunpress.quota.limit", AppState::limitPerMinute)
        .description("Calls a minute of all workers that throttles have left")
        .register(registry);
    for (Window window : Window.values()) {
      gauge(app, "sunpress.quota.closed", state -> isClosed(state, window) ? 1 : 0)
          .description("1 while WeChat takes no calls for it, since this window is used up")
          .tag("window", name(window))
          .register(registry);
    }
    for (Lane lane : Lane.values()) {
      waits(app, lane);
    }
    FATES.forEach((fate, count) -> permits(app, fate, count));
    counter(app, "sunpress.quota.moved", PermitCounts::moved)
        .description("Calls admitted before ownership moved and sent after it")
        .register(registry);
  }

  private void waits(AppId app, Lane lane) {
    gauge(app, "sunpress.quota.waiting", state -> state.waiting().get(lane))
        .description("Calls that wait for their turn at WeChat")
        .tag("lane", name(lane))
        .register(registry);
    FunctionTimer.builder(
            "sunpress.quota.wait",
            admission,
            a -> a.state(app).waited().get(lane).calls(),
            a -> a.state(app).waited().get(lane).time().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("How long calls waited for their turn at WeChat")
        .tag("app", app.value())
        .tag("lane", name(lane))
        .register(registry);
  }

  private void permits(AppId app, String fate, ToLongFunction<PermitCounts> count) {
    counter(app, "sunpress.quota.permits", count)
        .description("What became of the permits to call WeChat")
        .tag("fate", fate)
        .register(registry);
  }

  private Gauge.Builder<Admission> gauge(AppId app, String name, ToDoubleFunction<AppState> value) {
    return Gauge.builder(name, admission, a -> value.applyAsDouble(a.state(app)))
        .tag("app", app.value());
  }

  private FunctionCounter.Builder<Admission> counter(
      AppId app, String name, ToLongFunction<PermitCounts> count) {
    return FunctionCounter.builder(name, admission, a -> count.applyAsLong(a.state(app).permits()))
        .tag("app", app.value());
  }

  private static boolean isClosed(AppState state, Window window) {
    return state.closed().filter(closed -> closed.window() == window).isPresent();
  }

  private static double leaseSeconds(Admission admission, Lane lane) {
    return admission.state().lanes().get(lane).leaseLeft().toNanos() / 1e9;
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
