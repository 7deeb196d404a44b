package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.reply.SimulatedError;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One app with what it has used up. Its settings may be replaced; what is used stays used. */
final class SimulatedAppUsage {
  /** Pages that may be drawn although they are not released. */
  private static final int UNRELEASED_PAGES = 60_000;

  private final SimulatorRules simulatorRules;
  private final RateWindow minute;
  private final Map<CallKind, ShanghaiDayCounter> days;
  private final LifetimeQuota<CodeCallParameters> permanentCodes = new LifetimeQuota<>();
  private final LifetimeQuota<String> uncheckedPages = new LifetimeQuota<>();
  private final TokenLimits tokenLimits = new TokenLimits();
  private volatile SimulatedApp app;

  SimulatedAppUsage(SimulatedApp app, SimulatorRules simulatorRules) {
    this.app = app;
    this.simulatorRules = simulatorRules;
    this.minute = simulatorRules.newWindow();
    Map<CallKind, ShanghaiDayCounter> counts = new EnumMap<>(CallKind.class);
    for (CallKind kind : CallKind.values()) {
      counts.put(kind, new ShanghaiDayCounter());
    }
    this.days = Collections.unmodifiableMap(counts);
  }

  SimulatedApp app() {
    return app;
  }

  void replace(SimulatedApp next) {
    app = next;
  }

  TokenLimits tokenLimits() {
    return tokenLimits;
  }

  /** Counts a call with a good token, or returns the limit that it would break. */
  Optional<SimulatedError> count(CallKind kind, long nowMillis) {
    if (kind == CallKind.UNLIMITED && !minute.take(nowMillis, app.minuteLimit())) {
      return Optional.of(simulatorRules.minuteError());
    }
    return days.get(kind).take(nowMillis, app.dayLimit())
        ? Optional.empty()
        : Optional.of(DocumentedErrors.DAY_USED_UP);
  }

  int usedToday(CallKind kind, long nowMillis) {
    return days.get(kind).used(nowMillis);
  }

  /** Codes of the limited kinds drawn so far, this one included; empty where it is one too many. */
  OptionalInt takePermanent(CodeCallParameters ask) {
    return permanentCodes.take(ask, app.permanentQuota());
  }

  /** Why a code for this page can't be drawn, by its release. */
  Optional<SimulatedError> checkRelease(CodeCallParameters ask) {
    boolean released = ask.page().isEmpty() || !app.unreleased().contains(ask.page());
    if (released) {
      return Optional.empty();
    }
    if (ask.checkPath()) {
      return Optional.of(DocumentedErrors.BAD_PAGE);
    }
    return uncheckedPages.take(ask.page(), UNRELEASED_PAGES).isPresent()
        ? Optional.empty()
        : Optional.of(DocumentedErrors.CODES_USED_UP);
  }
}
