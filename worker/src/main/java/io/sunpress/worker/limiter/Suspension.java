package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An app that is not called at present.
 *
 * @param app the mini-program
 * @param error why
 * @param since when that was first seen
 * @param until when it may be called again, or is looked at again, at the earliest
 */
public record Suspension(AppId app, CodeError error, Instant since, Instant until)
    implements PermitResult {
  public Suspension {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(until, "until");
  }

  /** Whether somebody has to mend it; otherwise its calls are used up, and time mends that. */
  public boolean isStop() {
    return error.type() == ErrorClass.APP;
  }

  /** Whether it is over within minutes. */
  public boolean isShort() {
    return error.type() == ErrorClass.THROTTLED_MINUTE;
  }

  Suspension withUntil(Instant later) {
    return new Suspension(app, error, since, later);
  }

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Suspension, ? extends T> suspended,
      Supplier<? extends T> crowded) {
    return suspended.apply(this);
  }
}
