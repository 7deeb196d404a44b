package io.sunpress.simulator.fault;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.calls.CallKind;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls a fault is played on.
 *
 * @param app only those of this appid; empty: of any, unknown ones included
 * @param calls only these; empty: the fault's usual ones
 */
public record FaultScope(Optional<String> app, Set<CallKind> calls) {
  /** The fault's usual calls, of any app. */
  public static final FaultScope USUAL = new FaultScope(Optional.empty(), Set.of());

  public FaultScope {
    requireNonNull(app, "app");
    calls = Set.copyOf(calls);
  }

  public static FaultScope app(String app) {
    return new FaultScope(Optional.of(app), Set.of());
  }

  public static FaultScope calls(CallKind... calls) {
    return new FaultScope(Optional.empty(), Set.of(calls));
  }

  public FaultScope ofApp(String only) {
    return new FaultScope(Optional.of(only), calls);
  }

  boolean covers(SimulatedFault fault, String calledApp, CallKind kind) {
    Set<CallKind> covered = calls.isEmpty() ? fault.usualCalls() : calls;
    return covered.contains(kind) && app.map(calledApp::equals).orElse(true);
  }
}
