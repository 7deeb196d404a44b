package io.sunpress.worker.image;

import io.sunpress.storage.Picture;
import java.util.function.Function;

/** What a look at a reply's bytes found. */
public sealed interface ImageValidationResult {

  /**
   * It is a whole picture.
   *
   * @param picture with its hash and its true format
   * @param width in pixels
   */
  record Usable(Picture picture, int width) implements ImageValidationResult {}

  /**
   * It must not be stored. WeChat may draw it right the next time.
   *
   * @param what a few words, without the bytes
   */
  record Unusable(String what) implements ImageValidationResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Usable, R> usable, Function<Unusable, R> unusable) {
    return this instanceof Usable u ? usable.apply(u) : unusable.apply((Unusable) this);
  }
}
