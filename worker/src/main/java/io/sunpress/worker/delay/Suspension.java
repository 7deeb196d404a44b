package io.sunpress.worker.delay;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Instant;

/**
 * An app that WeChat draws nothing for at present.
 *
 * @param app the mini-program
 * @param error why
 * @param since when that was first seen
 * @param until when it is looked at again, at the earliest
 */
public record Suspension(AppId app, CodeError error, Instant since, Instant until) {

  /** Whether somebody has to mend it; otherwise its calls are used up, and time mends that. */
  public boolean isStop() {
    return error.type() == ErrorClass.APP;
  }

  Suspension lookedAtAgain(Instant next) {
    return new Suspension(app, error, since, next);
  }
}
