package io.sunpress.simulator.reply;

import io.sunpress.simulator.picture.PictureSpec;
import java.util.OptionalInt;
import java.util.function.Function;

/** What WeChat answers, before anything happens to it on the way. */
public sealed interface SimulatedReply {

  <T> T fold(
      Function<Refused, T> refused, Function<Document, T> document, Function<Drawn, T> drawn);

  /** An error document. */
  record Refused(SimulatedError error) implements SimulatedReply {
    @Override
    public <T> T fold(
        Function<Refused, T> refused, Function<Document, T> document, Function<Drawn, T> drawn) {
      return refused.apply(this);
    }
  }

  /** A token or a quota: a JSON document. */
  record Document(String json) implements SimulatedReply {
    @Override
    public <T> T fold(
        Function<Refused, T> refused, Function<Document, T> document, Function<Drawn, T> drawn) {
      return document.apply(this);
    }

    /** Without the document, since there may be a token in it. */
    @Override
    public String toString() {
      return "Document";
    }
  }

  /** A picture, drawn only when it is sent, so that a thousand waiting ones take no memory. */
  record Drawn(PictureSpec order, OptionalInt numUsed) implements SimulatedReply {
    @Override
    public <T> T fold(
        Function<Refused, T> refused, Function<Document, T> document, Function<Drawn, T> drawn) {
      return drawn.apply(this);
    }
  }
}
