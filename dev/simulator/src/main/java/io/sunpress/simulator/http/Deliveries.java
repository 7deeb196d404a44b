package io.sunpress.simulator.http;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.ledger.Outcome;
import io.sunpress.simulator.picture.Painter;
import io.sunpress.simulator.picture.Picture;
import io.sunpress.simulator.reply.ApiError;
import io.sunpress.simulator.reply.Content;
import io.sunpress.simulator.reply.Delivery;
import io.sunpress.simulator.reply.Reply;
import io.sunpress.simulator.reply.Texts;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns answers into what is put on the wire; draws the pictures. */
public final class Deliveries {
  private final Painter painter;
  private final Clock clock;
  private final int instance = new Random().nextInt();
  private final AtomicInteger refusals = new AtomicInteger();

  public Deliveries(Painter painter, Clock clock) {
    this.painter = requireNonNull(painter, "painter");
    this.clock = requireNonNull(clock, "clock");
  }

  Delivery of(Reply reply) {
    return reply.fold(this::refused, Deliveries::document, this::drawn);
  }

  static Delivery page(int status, String reason) {
    Content page = Content.of(Texts.page(status, reason));
    return Delivery.of(status, Delivery.HTML, page, new Outcome.Broken());
  }

  private Delivery refused(Reply.Refused refused) {
    ApiError error = refused.error();
    Content document = Content.of(Texts.error(error, nextRid()));
    return Delivery.of(200, Delivery.JSON, document, new Outcome.Error(error.errcode()));
  }

  private static Delivery document(Reply.Document document) {
    return Delivery.of(200, Delivery.JSON, Content.of(document.json()), new Outcome.Answered());
  }

  private Delivery drawn(Reply.Drawn drawn) {
    Picture picture = painter.draw(drawn.order());
    Content content = new Content(picture.head(), picture.tail());
    String sha256 = HexFormat.of().formatHex(picture.sha256());
    Outcome outcome = new Outcome.Picture(sha256, content.length());
    Delivery delivery = Delivery.of(200, picture.contentType(), content, outcome);
    return drawn.numUsed().isPresent()
        ? delivery.withHeader("Num-Used", Integer.toString(drawn.numUsed().getAsInt()))
        : delivery;
  }

  private String nextRid() {
    return String.format(
        "%08x-%08x-%08x", (int) (clock.millis() / 1000), instance, refusals.incrementAndGet());
  }
}
