package io.sunpress.worker.pipeline;

import io.sunpress.message.ErrorClass;

/** What is done about each class of error. */
enum ErrorAction {
  /** Again, with growing rests; when patience ends, much later; and then dead. */
  AGAIN,
  /** The same, but only a few times: nobody knows whether repeating helps. */
  AGAIN_A_FEW_TIMES,
  /** The app waits for its turn, which the quota gives when the minute is over. */
  NEXT_MINUTE,
  /** Again, as above; the app is stopped where that does not help. */
  AGAIN_OR_STOP,
  /** Nothing of the app, or of this kind of code, would go well: what is asked for it is parked. */
  PARK,
  /** Final: repeating it would change nothing. */
  FINAL;

  static ErrorAction of(ErrorClass type) {
    return switch (type) {
      case BUSY, STORAGE -> AGAIN;
      case TOKEN -> AGAIN_OR_STOP;
      case UNKNOWN -> AGAIN_A_FEW_TIMES;
      case THROTTLED_MINUTE -> NEXT_MINUTE;
      case THROTTLED_DAY, APP, KIND, ADDRESS -> PARK;
      case REQUEST, EXHAUSTED, EXPIRED -> FINAL;
    };
  }
}
