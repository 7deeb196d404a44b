package io.sunpress.simulator.wechat;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.ApiError;
import io.sunpress.simulator.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Answers the two token calls. */
final class TokenDesk {
  private final Apps apps;
  private final Tokens tokens;

  TokenDesk(Apps apps, Tokens tokens) {
    this.apps = apps;
    this.tokens = tokens;
  }

  Reply answer(CallKind kind, TokenAsk ask, Optional<Fault> fault, long nowMillis) {
    Optional<ApiError> refusal = ask.refusal();
    if (refusal.isPresent()) {
      return new Reply.Refused(refusal.get());
    }
    return apps.find(ask.appId())
        .map(app -> answer(kind, app, ask, fault, nowMillis))
        .orElseGet(() -> new Reply.Refused(Errors.BAD_APPID));
  }

  private Reply answer(
      CallKind kind, AppState app, TokenAsk ask, Optional<Fault> fault, long nowMillis) {
    if (!isSecret(app, ask.secret())) {
      return new Reply.Refused(Errors.BAD_SECRET);
    }
    return app.tokenLimits()
        .count(ask.forced(), nowMillis)
        .<Reply>map(Reply.Refused::new)
        .orElseGet(() -> document(token(kind, app, ask, fault, nowMillis), nowMillis));
  }

  private Token token(
      CallKind kind, AppState app, TokenAsk ask, Optional<Fault> fault, long nowMillis) {
    if (fault.filter(Fault.SameDeadToken.class::isInstance).isPresent()) {
      return tokens.deadStable(app, nowMillis);
    }
    if (kind == CallKind.CLASSIC_TOKEN) {
      return tokens.classic(app, nowMillis);
    }
    return ask.forced() ? tokens.refreshed(app, nowMillis) : tokens.stable(app, nowMillis);
  }

  private static Reply document(Token token, long nowMillis) {
    ObjectNode document = Json.newObject();
    document.put("access_token", token.value());
    document.put("expires_in", Math.max(0, token.leftMillis(nowMillis) / 1000));
    return new Reply.Document(document.toString());
  }

  private static boolean isSecret(AppState app, String asked) {
    return MessageDigest.isEqual(
        app.app().secret().getBytes(StandardCharsets.UTF_8),
        asked.getBytes(StandardCharsets.UTF_8));
  }
}
