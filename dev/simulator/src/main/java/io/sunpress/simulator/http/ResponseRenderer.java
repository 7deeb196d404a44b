package io.sunpress.simulator.http;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.picture.PictureRenderer;
import io.sunpress.simulator.picture.RenderedPicture;
import io.sunpress.simulator.reply.ReplyDocuments;
import io.sunpress.simulator.reply.SimulatedError;
import io.sunpress.simulator.reply.SimulatedReply;
import io.sunpress.simulator.reply.SplitBytes;
import io.sunpress.simulator.reply.WireResponse;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns answers into what is put on the wire; draws the pictures. */
public final class ResponseRenderer {
  private final PictureRenderer pictureRenderer;
  private final Clock clock;
  private final int instance = new Random().nextInt();
  private final AtomicInteger refusals = new AtomicInteger();

  public ResponseRenderer(PictureRenderer pictureRenderer, Clock clock) {
    this.pictureRenderer = requireNonNull(pictureRenderer, "painter");
    this.clock = requireNonNull(clock, "clock");
  }

  WireResponse of(SimulatedReply reply) {
    return reply.fold(this::refused, ResponseRenderer::document, this::drawn);
  }

  static WireResponse page(int status, String reason) {
    SplitBytes page = SplitBytes.of(ReplyDocuments.page(status, reason));
    return WireResponse.of(status, WireResponse.HTML, page, new RecordedOutcome.Broken());
  }

  private WireResponse refused(SimulatedReply.Refused refused) {
    SimulatedError error = refused.error();
    SplitBytes document = SplitBytes.of(ReplyDocuments.error(error, nextRid()));
    return WireResponse.of(
        200, WireResponse.JSON, document, new RecordedOutcome.Error(error.errcode()));
  }

  private static WireResponse document(SimulatedReply.Document document) {
    return WireResponse.of(
        200, WireResponse.JSON, SplitBytes.of(document.json()), new RecordedOutcome.Answered());
  }

  private WireResponse drawn(SimulatedReply.Drawn drawn) {
    RenderedPicture picture = pictureRenderer.draw(drawn.order());
    SplitBytes splitBytes = new SplitBytes(picture.head(), picture.tail());
    String sha256 = HexFormat.of().formatHex(picture.sha256());
    RecordedOutcome recordedOutcome = new RecordedOutcome.Picture(sha256, splitBytes.length());
    WireResponse wireResponse =
        WireResponse.of(200, picture.contentType(), splitBytes, recordedOutcome);
    return drawn.numUsed().isPresent()
        ? wireResponse.withHeader("Num-Used", Integer.toString(drawn.numUsed().getAsInt()))
        : wireResponse;
  }

  private String nextRid() {
    return String.format(
        "%08x-%08x-%08x", (int) (clock.millis() / 1000), instance, refusals.incrementAndGet());
  }
}
