package io.sunpress.simulator.wechat;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.Faults;
import io.sunpress.simulator.ledger.CallFacts;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.ledger.Ledger;
import io.sunpress.simulator.ledger.OpenCall;
import io.sunpress.simulator.reply.ApiError;
import io.sunpress.simulator.reply.Reply;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges calls in WeChat's order: method, token, limits, body. Every call is in the ledger before
 * its answer is known. A call that meets a fault counts towards the limits like any other.
 */
public final class WeChat {
  private final Clock clock;
  private final Faults faults;
  private final Ledger ledger;
  private final Apps apps;
  private final Tokens tokens;
  private final TokenDesk tokenDesk;

  public WeChat(Rules rules, Clock clock, Faults faults, Ledger ledger) {
    this.clock = clock;
    this.faults = faults;
    this.ledger = ledger;
    this.apps = new Apps(rules);
    this.tokens = new Tokens(rules);
    this.tokenDesk = new TokenDesk(apps, tokens);
  }

  /** Makes an app known, or replaces its settings; what it has used up stays used up. */
  public void put(SimulatedApp app) {
    apps.put(app);
  }

  /** The appids that are known. */
  public Set<String> appIds() {
    return apps.ids();
  }

  public Judged judge(HttpCall call) {
    return CallKind.TOKENS.contains(call.kind()) ? judgeTokenCall(call) : judgeOther(call);
  }

  private Judged judgeTokenCall(HttpCall call) {
    long now = clock.millis();
    TokenAsk ask = TokenAsk.of(call);
    Optional<Fault> fault = faults.pick(ask.appId(), call.kind());
    CallFacts facts = new CallFacts(call.kind(), ask.appId(), "", "", 0, "", ask.forced());
    OpenCall line = ledger.open(now, facts, fault.map(Fault::label).orElse(""));
    Reply reply =
        wrongMethod(call)
            .or(() -> refusal(fault))
            .<Reply>map(Reply.Refused::new)
            .orElseGet(() -> tokenDesk.answer(call.kind(), ask, fault, now));
    return new Judged(reply, line, onTheWire(fault));
  }

  private Judged judgeOther(HttpCall call) {
    long now = clock.millis();
    Optional<Token> token = tokens.find(call.query().getOrDefault("access_token", ""));
    Optional<ObjectNode> body = Json.object(call);
    CallFacts facts = facts(call, token, body);
    Optional<Fault> fault = faults.pick(facts.app(), call.kind());
    OpenCall line = ledger.open(now, facts, fault.map(Fault::label).orElse(""));
    Reply reply =
        wrongMethod(call)
            .or(() -> tokenRefusal(call, token, now))
            .or(() -> token.get().owner().count(call.kind(), now))
            .or(() -> refusal(fault))
            .<Reply>map(Reply.Refused::new)
            .orElseGet(() -> answer(call.kind(), token.get().owner(), body, now));
    if (fault.filter(Fault.RevokedToken.class::isInstance).isPresent()) {
      token.ifPresent(tokens::kill);
    }
    return new Judged(reply, line, onTheWire(fault));
  }

  private static Reply answer(
      CallKind kind, AppState app, Optional<ObjectNode> body, long nowMillis) {
    return kind == CallKind.QUOTA
        ? QuotaDesk.answer(app, body, nowMillis)
        : CodeDesk.answer(app, kind, body);
  }

  private Optional<ApiError> tokenRefusal(HttpCall call, Optional<Token> token, long nowMillis) {
    if (call.query().getOrDefault("access_token", "").isEmpty()) {
      return Optional.of(Errors.NO_TOKEN);
    }
    return token
        .map(known -> tokens.refusal(known, nowMillis))
        .orElse(Optional.of(Errors.BAD_TOKEN));
  }

  private static Optional<ApiError> wrongMethod(HttpCall call) {
    if (call.method().equals(call.kind().method())) {
      return Optional.empty();
    }
    return Optional.of(
        call.kind().method().equals("GET") ? Errors.MUST_BE_GET : Errors.MUST_BE_POST);
  }

  private static Optional<ApiError> refusal(Optional<Fault> fault) {
    return fault
        .filter(Fault.Refusal.class::isInstance)
        .map(refusal -> ((Fault.Refusal) refusal).error());
  }

  private static Optional<Fault.OnTheWire> onTheWire(Optional<Fault> fault) {
    return fault.filter(Fault.OnTheWire.class::isInstance).map(Fault.OnTheWire.class::cast);
  }

  private static CallFacts facts(HttpCall call, Optional<Token> token, Optional<ObjectNode> body) {
    String app = token.map(known -> known.owner().app().appId()).orElse("");
    return body.map(
            object ->
                new CallFacts(
                    call.kind(),
                    app,
                    Json.text(object, call.kind() == CallKind.UNLIMITED ? "page" : "path"),
                    Json.text(object, "scene"),
                    object.path("width").asInt(0),
                    Json.text(object, "env_version"),
                    false))
        .orElseGet(() -> CallFacts.of(call.kind(), app));
  }
}
