package io.sunpress.simulator.wechat;

import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.PictureOrder;
import io.sunpress.simulator.picture.Rgb;
import io.sunpress.simulator.reply.ApiError;
import io.sunpress.simulator.reply.Reply;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** Answers the three code calls once token and limits are in order. */
final class CodeDesk {
  private CodeDesk() {}

  static Reply answer(AppState app, CallKind kind, Optional<ObjectNode> readable) {
    if (readable.isEmpty()) {
      return new Reply.Refused(Errors.BAD_FORMAT);
    }
    ObjectNode body = readable.get();
    return CodeChecks.form(kind, body)
        .<Reply>map(Reply.Refused::new)
        .orElseGet(() -> answer(app, CodeAsk.from(kind, body)));
  }

  private static Reply answer(AppState app, CodeAsk ask) {
    Optional<ApiError> refusal = CodeChecks.values(ask);
    if (refusal.isPresent()) {
      return new Reply.Refused(refusal.get());
    }
    return ask.kind() == CallKind.UNLIMITED ? unlimited(app, ask) : limited(app, ask);
  }

  private static Reply unlimited(AppState app, CodeAsk ask) {
    return app.checkRelease(ask)
        .<Reply>map(Reply.Refused::new)
        .orElseGet(() -> new Reply.Drawn(order(app, ask), OptionalInt.empty()));
  }

  private static Reply limited(AppState app, CodeAsk ask) {
    OptionalInt used = app.takePermanent(ask);
    return used.isEmpty()
        ? new Reply.Refused(Errors.CODES_USED_UP)
        : new Reply.Drawn(order(app, ask), used);
  }

  private static PictureOrder order(AppState app, CodeAsk ask) {
    CodeContent content =
        new CodeContent(app.app().appId(), ask.page(), ask.scene(), ask.path(), ask.env());
    Rgb line =
        ask.autoColor()
            ? Rgb.BLACK
            : new Rgb(ask.line().get(0), ask.line().get(1), ask.line().get(2));
    return new PictureOrder(content, ask.width(), ask.hyaline(), line);
  }
}
