package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import java.util.function.Function;

/** What came of having a code drawn. */
public sealed interface Drawing {
  /** How many code calls WeChat was sent for it. */
  int calls();

  /**
   * Something that begins and ends like a picture.
   *
   * @param bytes not checked further
   */
  record Drawn(byte[] bytes, int calls) implements Drawing {}

  /**
   * No picture.
   *
   * @param error why
   */
  record Refused(CodeError error, int calls) implements Drawing {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Drawn, R> drawn, Function<Refused, R> refused) {
    return this instanceof Drawn d ? drawn.apply(d) : refused.apply((Refused) this);
  }
}
