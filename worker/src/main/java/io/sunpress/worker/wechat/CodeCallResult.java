package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of having a code drawn. */
public sealed interface CodeCallResult {
  /** How many code calls WeChat was sent for it. */
  int calls();

  /**
   * Something that begins and ends like a picture.
   *
   * @param bytes not checked further
   */
  record Drawn(byte[] bytes, int calls) implements CodeCallResult {}

  /**
   * No picture.
   *
   * @param error why
   */
  record Refused(CodeError error, int calls) implements CodeCallResult {}

  /** Nothing was sent: the leave was too old. */
  record Untimely() implements CodeCallResult {
    @Override
    public int calls() {
      return 0;
    }
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Drawn, R> drawn, Function<Refused, R> refused, Supplier<R> untimely) {
    if (this instanceof Drawn d) {
      return drawn.apply(d);
    }
    return this instanceof Refused r ? refused.apply(r) : untimely.get();
  }
}
