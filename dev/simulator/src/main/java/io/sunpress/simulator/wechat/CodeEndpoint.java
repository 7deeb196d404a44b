package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.PictureSpec;
import io.sunpress.simulator.picture.Rgb;
import io.sunpress.simulator.reply.SimulatedError;
import io.sunpress.simulator.reply.SimulatedReply;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** Answers the three code calls once token and limits are in order. */
final class CodeEndpoint {
  private CodeEndpoint() {}

  static SimulatedReply answer(
      SimulatedAppUsage app, CallKind kind, Optional<ObjectNode> readable) {
    if (readable.isEmpty()) {
      return new SimulatedReply.Refused(DocumentedErrors.BAD_FORMAT);
    }
    ObjectNode body = readable.get();
    return CodeChecks.form(kind, body)
        .<SimulatedReply>map(SimulatedReply.Refused::new)
        .orElseGet(() -> answer(app, CodeCallParameters.from(kind, body)));
  }

  private static SimulatedReply answer(SimulatedAppUsage app, CodeCallParameters ask) {
    Optional<SimulatedError> refusal = CodeChecks.values(ask);
    if (refusal.isPresent()) {
      return new SimulatedReply.Refused(refusal.get());
    }
    return ask.kind() == CallKind.UNLIMITED ? unlimited(app, ask) : limited(app, ask);
  }

  private static SimulatedReply unlimited(SimulatedAppUsage app, CodeCallParameters ask) {
    return app.checkRelease(ask)
        .<SimulatedReply>map(SimulatedReply.Refused::new)
        .orElseGet(() -> new SimulatedReply.Drawn(order(app, ask), OptionalInt.empty()));
  }

  private static SimulatedReply limited(SimulatedAppUsage app, CodeCallParameters ask) {
    OptionalInt used = app.takePermanent(ask);
    return used.isEmpty()
        ? new SimulatedReply.Refused(DocumentedErrors.CODES_USED_UP)
        : new SimulatedReply.Drawn(order(app, ask), used);
  }

  private static PictureSpec order(SimulatedAppUsage app, CodeCallParameters ask) {
    CodeContent content =
        new CodeContent(app.app().appId(), ask.page(), ask.scene(), ask.path(), ask.env());
    Rgb line =
        ask.autoColor()
            ? Rgb.BLACK
            : new Rgb(ask.line().get(0), ask.line().get(1), ask.line().get(2));
    return new PictureSpec(content, ask.width(), ask.hyaline(), line);
  }
}
