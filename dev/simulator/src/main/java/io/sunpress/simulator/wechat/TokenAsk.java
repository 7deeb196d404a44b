package io.sunpress.simulator.wechat;

import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.ApiError;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a token call; empty where not sent. */
record TokenAsk(boolean readable, String grantType, String appId, String secret, boolean forced) {

  static TokenAsk of(HttpCall call) {
    if (call.kind() == CallKind.CLASSIC_TOKEN) {
      return new TokenAsk(
          true, query(call, "grant_type"), query(call, "appid"), query(call, "secret"), false);
    }
    return Json.object(call)
        .map(TokenAsk::fromBody)
        .orElseGet(() -> new TokenAsk(false, "", "", "", false));
  }

  /** Why it is refused before anybody looks for the app. */
  Optional<ApiError> refusal() {
    if (!readable) {
      return Optional.of(Errors.BAD_FORMAT);
    }
    if (!grantType.equals("client_credential")) {
      return Optional.of(Errors.BAD_GRANT_TYPE);
    }
    if (appId.isEmpty()) {
      return Optional.of(Errors.NO_APPID);
    }
    return secret.isEmpty() ? Optional.of(Errors.NO_SECRET) : Optional.empty();
  }

  private static TokenAsk fromBody(ObjectNode body) {
    JsonNode forced = body.path("force_refresh");
    return new TokenAsk(
        forced.isMissingNode() || forced.isBoolean(),
        Json.text(body, "grant_type"),
        Json.text(body, "appid"),
        Json.text(body, "secret"),
        forced.asBoolean(false));
  }

  private static String query(HttpCall call, String name) {
    return call.query().getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return "TokenAsk[" + appId + ", secret=***]";
  }
}
