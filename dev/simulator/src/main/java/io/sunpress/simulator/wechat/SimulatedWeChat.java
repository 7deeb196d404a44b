package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.CallParameters;
import io.sunpress.simulator.calls.SimulatorCallLog;
import io.sunpress.simulator.calls.UnfinishedCall;
import io.sunpress.simulator.fault.ActiveFaults;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedError;
import io.sunpress.simulator.reply.SimulatedReply;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges calls in WeChat's order: method, token, limits, body. Every call is in the ledger before
 * its answer is known. A call that meets a fault counts towards the limits like any other.
 */
public final class SimulatedWeChat {
  private final Clock clock;
  private final ActiveFaults activeFaults;
  private final SimulatorCallLog ledger;
  private final SimulatedApps simulatedApps;
  private final SimulatedTokens simulatedTokens;
  private final TokenEndpoint tokenEndpoint;

  public SimulatedWeChat(
      SimulatorRules simulatorRules,
      Clock clock,
      ActiveFaults activeFaults,
      SimulatorCallLog ledger) {
    this.clock = clock;
    this.activeFaults = activeFaults;
    this.ledger = ledger;
    this.simulatedApps = new SimulatedApps(simulatorRules);
    this.simulatedTokens = new SimulatedTokens(simulatorRules);
    this.tokenEndpoint = new TokenEndpoint(simulatedApps, simulatedTokens);
  }

  /** Makes an app known, or replaces its settings; what it has used up stays used up. */
  public void put(SimulatedApp app) {
    simulatedApps.put(app);
  }

  /** The appids that are known. */
  public Set<String> appIds() {
    return simulatedApps.ids();
  }

  public DecidedCall judge(HttpCall call) {
    return CallKind.TOKENS.contains(call.kind()) ? judgeTokenCall(call) : judgeOther(call);
  }

  private DecidedCall judgeTokenCall(HttpCall call) {
    long now = clock.millis();
    TokenCallParameters ask = TokenCallParameters.of(call);
    Optional<SimulatedFault> fault = activeFaults.pick(ask.appId(), call.kind());
    CallParameters facts =
        new CallParameters(call.kind(), ask.appId(), "", "", 0, "", ask.forced());
    UnfinishedCall line = ledger.open(now, facts, fault.map(SimulatedFault::label).orElse(""));
    SimulatedReply reply =
        wrongMethod(call)
            .or(() -> refusal(fault))
            .<SimulatedReply>map(SimulatedReply.Refused::new)
            .orElseGet(() -> tokenEndpoint.answer(call.kind(), ask, fault, now));
    return new DecidedCall(reply, line, onTheWire(fault));
  }

  private DecidedCall judgeOther(HttpCall call) {
    long now = clock.millis();
    Optional<SimulatedToken> token =
        simulatedTokens.find(call.query().getOrDefault("access_token", ""));
    Optional<ObjectNode> body = StrictBodyReader.object(call);
    CallParameters facts = facts(call, token, body);
    Optional<SimulatedFault> fault = activeFaults.pick(facts.app(), call.kind());
    UnfinishedCall line = ledger.open(now, facts, fault.map(SimulatedFault::label).orElse(""));
    SimulatedReply reply =
        wrongMethod(call)
            .or(() -> tokenRefusal(call, token, now))
            .or(() -> token.get().owner().count(call.kind(), now))
            .or(() -> refusal(fault))
            .<SimulatedReply>map(SimulatedReply.Refused::new)
            .orElseGet(() -> answer(call.kind(), token.get().owner(), body, now));
    if (fault.filter(SimulatedFault.RevokedToken.class::isInstance).isPresent()) {
      token.ifPresent(simulatedTokens::kill);
    }
    return new DecidedCall(reply, line, onTheWire(fault));
  }

  private static SimulatedReply answer(
      CallKind kind, SimulatedAppUsage app, Optional<ObjectNode> body, long nowMillis) {
    return kind == CallKind.QUOTA
        ? QuotaEndpoint.answer(app, body, nowMillis)
        : CodeEndpoint.answer(app, kind, body);
  }

  private Optional<SimulatedError> tokenRefusal(
      HttpCall call, Optional<SimulatedToken> token, long nowMillis) {
    if (call.query().getOrDefault("access_token", "").isEmpty()) {
      return Optional.of(DocumentedErrors.NO_TOKEN);
    }
    return token
        .map(known -> simulatedTokens.refusal(known, nowMillis))
        .orElse(Optional.of(DocumentedErrors.BAD_TOKEN));
  }

  private static Optional<SimulatedError> wrongMethod(HttpCall call) {
    if (call.method().equals(call.kind().method())) {
      return Optional.empty();
    }
    return Optional.of(
        call.kind().method().equals("GET")
            ? DocumentedErrors.MUST_BE_GET
            : DocumentedErrors.MUST_BE_POST);
  }

  private static Optional<SimulatedError> refusal(Optional<SimulatedFault> fault) {
    return fault
        .filter(SimulatedFault.Refusal.class::isInstance)
        .map(refusal -> ((SimulatedFault.Refusal) refusal).error());
  }

  private static Optional<SimulatedFault.OnTheWire> onTheWire(Optional<SimulatedFault> fault) {
    return fault
        .filter(SimulatedFault.OnTheWire.class::isInstance)
        .map(SimulatedFault.OnTheWire.class::cast);
  }

  private static CallParameters facts(
      HttpCall call, Optional<SimulatedToken> token, Optional<ObjectNode> body) {
    String app = token.map(known -> known.owner().app().appId()).orElse("");
    return body.map(
            object ->
                new CallParameters(
                    call.kind(),
                    app,
                    StrictBodyReader.text(
                        object, call.kind() == CallKind.UNLIMITED ? "page" : "path"),
                    StrictBodyReader.text(object, "scene"),
                    object.path("width").asInt(0),
                    StrictBodyReader.text(object, "env_version"),
                    false))
        .orElseGet(() -> CallParameters.of(call.kind(), app));
  }
}
