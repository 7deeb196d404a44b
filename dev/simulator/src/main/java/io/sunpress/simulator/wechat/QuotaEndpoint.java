package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.reply.SimulatedReply;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Answers the call that reads the quota of another call. */
final class QuotaEndpoint {
  private QuotaEndpoint() {}

  static SimulatedReply answer(SimulatedAppUsage app, Optional<ObjectNode> body, long nowMillis) {
    if (body.isEmpty()) {
      return new SimulatedReply.Refused(DocumentedErrors.BAD_FORMAT);
    }
    return CallKind.at(StrictBodyReader.text(body.get(), "cgi_path"))
        .map(kind -> document(app, kind, nowMillis))
        .orElseGet(() -> new SimulatedReply.Refused(DocumentedErrors.NO_SUCH_PATH));
  }

  private static SimulatedReply document(SimulatedAppUsage app, CallKind kind, long nowMillis) {
    int limit = app.app().dayLimit();
    int used = app.usedToday(kind, nowMillis);
    ObjectNode document = StrictBodyReader.newObject().put("errcode", 0).put("errmsg", "ok");
    document
        .putObject("quota")
        .put("daily_limit", limit)
        .put("used", used)
        .put("remain", Math.max(0, limit - used));
    if (kind == CallKind.UNLIMITED) {
      document
          .putObject("rate_limit")
          .put("call_count", app.app().minuteLimit())
          .put("refresh_second", 60);
    }
    return new SimulatedReply.Document(document.toString());
  }
}
