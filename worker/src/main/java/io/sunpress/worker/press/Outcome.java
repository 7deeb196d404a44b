package io.sunpress.worker.press;

import io.sunpress.message.CodeError;
import io.sunpress.storage.StoredPicture;
import java.util.function.Function;

/** How the work on a code ended. */
sealed interface Outcome {
  /** How many calls WeChat was sent for it. */
  int calls();

  /**
   * The picture is in the store.
   *
   * @param stored what is there
   * @param cached whether it was there before
   */
  record Stored(StoredPicture stored, boolean cached, int calls) implements Outcome {}

  /**
   * There will be none.
   *
   * @param error why
   * @param dead whether it might have gone well another time: then a dead letter keeps the request
   */
  record Failed(CodeError error, boolean dead, int calls) implements Outcome {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Stored, R> stored, Function<Failed, R> failed) {
    return this instanceof Stored s ? stored.apply(s) : failed.apply((Failed) this);
  }
}
