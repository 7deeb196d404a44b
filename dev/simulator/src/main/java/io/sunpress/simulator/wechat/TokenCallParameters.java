package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.reply.SimulatedError;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a token call; empty where not sent. */
record TokenCallParameters(
    boolean readable, String grantType, String appId, String secret, boolean forced) {

  static TokenCallParameters of(HttpCall call) {
    if (call.kind() == CallKind.CLASSIC_TOKEN) {
      return new TokenCallParameters(
          true, query(call, "grant_type"), query(call, "appid"), query(call, "secret"), false);
    }
    return StrictBodyReader.object(call)
        .map(TokenCallParameters::fromBody)
        .orElseGet(() -> new TokenCallParameters(false, "", "", "", false));
  }

  /** Why it is refused before anybody looks for the app. */
  Optional<SimulatedError> refusal() {
    if (!readable) {
      return Optional.of(DocumentedErrors.BAD_FORMAT);
    }
    if (!grantType.equals("client_credential")) {
      return Optional.of(DocumentedErrors.BAD_GRANT_TYPE);
    }
    if (appId.isEmpty()) {
      return Optional.of(DocumentedErrors.NO_APPID);
    }
    return secret.isEmpty() ? Optional.of(DocumentedErrors.NO_SECRET) : Optional.empty();
  }

  private static TokenCallParameters fromBody(ObjectNode body) {
    JsonNode forced = body.path("force_refresh");
    return new TokenCallParameters(
        forced.isMissingNode() || forced.isBoolean(),
        StrictBodyReader.text(body, "grant_type"),
        StrictBodyReader.text(body, "appid"),
        StrictBodyReader.text(body, "secret"),
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
