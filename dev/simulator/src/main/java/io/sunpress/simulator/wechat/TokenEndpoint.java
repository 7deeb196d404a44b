package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedError;
import io.sunpress.simulator.reply.SimulatedReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Answers the two token calls. */
final class TokenEndpoint {
  private final SimulatedApps simulatedApps;
  private final SimulatedTokens simulatedTokens;

  TokenEndpoint(SimulatedApps simulatedApps, SimulatedTokens simulatedTokens) {
    this.simulatedApps = simulatedApps;
    this.simulatedTokens = simulatedTokens;
  }

  SimulatedReply answer(
      CallKind kind, TokenCallParameters ask, Optional<SimulatedFault> fault, long nowMillis) {
    Optional<SimulatedError> refusal = ask.refusal();
    if (refusal.isPresent()) {
      return new SimulatedReply.Refused(refusal.get());
    }
    return simulatedApps
        .find(ask.appId())
        .map(app -> answer(kind, app, ask, fault, nowMillis))
        .orElseGet(() -> new SimulatedReply.Refused(DocumentedErrors.BAD_APPID));
  }

  private SimulatedReply answer(
      CallKind kind,
      SimulatedAppUsage app,
      TokenCallParameters ask,
      Optional<SimulatedFault> fault,
      long nowMillis) {
    if (!isSecret(app, ask.secret())) {
      return new SimulatedReply.Refused(DocumentedErrors.BAD_SECRET);
    }
    return app.tokenLimits()
        .count(ask.forced(), nowMillis)
        .<SimulatedReply>map(SimulatedReply.Refused::new)
        .orElseGet(() -> document(token(kind, app, ask, fault, nowMillis), nowMillis));
  }

  private SimulatedToken token(
      CallKind kind,
      SimulatedAppUsage app,
      TokenCallParameters ask,
      Optional<SimulatedFault> fault,
      long nowMillis) {
    if (fault.filter(SimulatedFault.SameDeadToken.class::isInstance).isPresent()) {
      return simulatedTokens.deadStable(app, nowMillis);
    }
    if (kind == CallKind.CLASSIC_TOKEN) {
      return simulatedTokens.classic(app, nowMillis);
    }
    return ask.forced()
        ? simulatedTokens.refreshed(app, nowMillis)
        : simulatedTokens.stable(app, nowMillis);
  }

  private static SimulatedReply document(SimulatedToken simulatedToken, long nowMillis) {
    ObjectNode document = StrictBodyReader.newObject();
    document.put("access_token", simulatedToken.value());
    document.put("expires_in", Math.max(0, simulatedToken.leftMillis(nowMillis) / 1000));
    return new SimulatedReply.Document(document.toString());
  }

  private static boolean isSecret(SimulatedAppUsage app, String asked) {
    return MessageDigest.isEqual(
        app.app().secret().getBytes(StandardCharsets.UTF_8),
        asked.getBytes(StandardCharsets.UTF_8));
  }
}
