package io.sunpress.simulator.wechat;

import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.ApiError;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One app with what it has used up. Its settings may be replaced; what is used stays used. */
final class AppState {
  /** Pages that may be drawn although they are not released. */
  private static final int UNRELEASED_PAGES = 60_000;

  private final Rules rules;
  private final RateWindow minute;
  private final Map<CallKind, DayCount> days;
  private final Allowance<CodeAsk> permanentCodes = new Allowance<>();
  private final Allowance<String> uncheckedPages = new Allowance<>();
  private final TokenLimits tokenLimits = new TokenLimits();
  private volatile SimulatedApp app;

  AppState(SimulatedApp app, Rules rules) {
    this.app = app;
    this.rules = rules;
    this.minute = rules.newWindow();
    Map<CallKind, DayCount> counts = new EnumMap<>(CallKind.class);
    for (CallKind kind : CallKind.values()) {
      counts.put(kind, new DayCount());
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

  /** Counts a call with a good token, or says which limit it would break. */
  Optional<ApiError> count(CallKind kind, long nowMillis) {
    if (kind == CallKind.UNLIMITED && !minute.take(nowMillis, app.minuteLimit())) {
      return Optional.of(rules.minuteError());
    }
    return days.get(kind).take(nowMillis, app.dayLimit())
        ? Optional.empty()
        : Optional.of(Errors.DAY_USED_UP);
  }

  int usedToday(CallKind kind, long nowMillis) {
    return days.get(kind).used(nowMillis);
  }

  /** Codes of the limited kinds drawn so far, this one included; empty where it is one too many. */
  OptionalInt takePermanent(CodeAsk ask) {
    return permanentCodes.take(ask, app.permanentQuota());
  }

  /** Why a code for this page can't be drawn, by its release. */
  Optional<ApiError> checkRelease(CodeAsk ask) {
    boolean released = ask.page().isEmpty() || !app.unreleased().contains(ask.page());
    if (released) {
      return Optional.empty();
    }
    if (ask.checkPath()) {
      return Optional.of(Errors.BAD_PAGE);
    }
    return uncheckedPages.take(ask.page(), UNRELEASED_PAGES).isPresent()
        ? Optional.empty()
        : Optional.of(Errors.CODES_USED_UP);
  }
}
