package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeError;
import io.sunpress.storage.PictureMetadata;
import io.sunpress.worker.limiter.Suspension;

/** How the work on a code ended, for now or for good. */
sealed interface ProcessingResult {
  /** How many calls WeChat was sent for it. */
  int calls();

  /**
   * The picture is in the store.
   *
   * @param picture where it is, with its true format
   * @param stored what is there
   * @param cached whether it was there before
   */
  record Stored(PictureKey picture, PictureMetadata stored, boolean cached, int calls)
      implements ProcessingResult {}

  /**
   * There will be none. A dead letter keeps the request: the page may be released, or the store
   * mended, and somebody may have it replayed then.
   *
   * @param error why
   */
  record Failed(CodeError error, int calls) implements ProcessingResult {}

  /**
   * Not now, but perhaps later: each request goes to its next delay, and is dead after the last.
   *
   * @param error why
   */
  record Postponed(CodeError error, int calls) implements ProcessingResult {}

  /**
   * Nothing can be drawn for the app, or not soon: each request waits for it.
   *
   * @param closure why, and until when
   */
  record Parked(Suspension closure, int calls) implements ProcessingResult {}

  /** One case for each kind of outcome. */
  interface Cases<R> {
    R stored(Stored stored);

    R failed(Failed failed);

    R postponed(Postponed postponed);

    R parked(Parked parked);
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Cases<R> cases) {
    if (this instanceof Stored stored) {
      return cases.stored(stored);
    }
    if (this instanceof Failed failed) {
      return cases.failed(failed);
    }
    if (this instanceof Postponed postponed) {
      return cases.postponed(postponed);
    }
    return cases.parked((Parked) this);
  }
}
