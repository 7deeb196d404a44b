package io.sunpress.simulator.wechat;

import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.Reply;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Answers the call that reads the quota of another call. */
final class QuotaDesk {
  private QuotaDesk() {}

  static Reply answer(AppState app, Optional<ObjectNode> body, long nowMillis) {
    if (body.isEmpty()) {
      return new Reply.Refused(Errors.BAD_FORMAT);
    }
    return CallKind.at(Json.text(body.get(), "cgi_path"))
        .map(kind -> document(app, kind, nowMillis))
        .orElseGet(() -> new Reply.Refused(Errors.NO_SUCH_PATH));
  }

  private static Reply document(AppState app, CallKind kind, long nowMillis) {
    int limit = app.app().dayLimit();
    int used = app.usedToday(kind, nowMillis);
    ObjectNode document = Json.newObject().put("errcode", 0).put("errmsg", "ok");
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
    return new Reply.Document(document.toString());
  }
}
