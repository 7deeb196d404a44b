package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An app, or one kind of its codes, that is not called from this worker at present.
 *
 * @param app the mini-program
 * @param kind the only kind of code that is not called for; empty: none is
 * @param error why
 * @param since when that was first seen
 * @param until when it may be called again, or is looked at again, at the earliest
 * @param refused the call that WeChat refused; empty where the app got no token
 */
public record Suspension(
    AppId app,
    Optional<CodeKind> kind,
    CodeError error,
    Instant since,
    Instant until,
    Optional<CodeCall> refused)
    implements PermitResult {
  private static final Set<ErrorClass> QUOTAS =
      EnumSet.of(ErrorClass.THROTTLED_MINUTE, ErrorClass.THROTTLED_DAY);
  private static final Set<ErrorClass> FAILURES =
      EnumSet.of(ErrorClass.APP, ErrorClass.KIND, ErrorClass.EXHAUSTED);

  public Suspension {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(refused, "refused");
  }

  /** Of all kinds, without a call to repeat. */
  public Suspension(AppId app, CodeError error, Instant since, Instant until) {
    this(app, Optional.empty(), error, since, until, Optional.empty());
  }

  /** Whether somebody has to mend it; otherwise its calls are used up, and time mends that. */
  public boolean isStop() {
    return !QUOTAS.contains(error.type());
  }

  /** Whether who asks for a code is told that it failed, although its request goes on. */
  public boolean isFailure() {
    return FAILURES.contains(error.type());
  }

  /** Whether it is over within minutes. */
  public boolean isShort() {
    return error.type() == ErrorClass.THROTTLED_MINUTE;
  }

  /** Whether another worker, which has another address, may go on. */
  public boolean isOfThisAddress() {
    return error.type() == ErrorClass.ADDRESS;
  }

  Suspension withUntil(Instant later) {
    return new Suspension(app, kind, error, since, later, refused);
  }

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Suspension, ? extends T> suspended,
      Supplier<? extends T> crowded) {
    return suspended.apply(this);
  }
}
