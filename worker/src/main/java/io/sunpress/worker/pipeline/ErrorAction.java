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
  /** Nothing of the app would go well: all that is asked for it is parked. */
  PARK,
  /** Final: repeating it would change nothing. */
  FINAL,
  /** This worker is the fault: others will do it. */
  LEAVE;

  static ErrorAction of(ErrorClass type) {
    return switch (type) {
      case BUSY, TOKEN, STORAGE -> AGAIN;
      case UNKNOWN -> AGAIN_A_FEW_TIMES;
      case THROTTLED_MINUTE -> NEXT_MINUTE;
      case THROTTLED_DAY, APP -> PARK;
      case REQUEST, EXHAUSTED, EXPIRED -> FINAL;
      case ADDRESS -> LEAVE;
    };
  }
}
