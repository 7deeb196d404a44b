package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.request.Priority;
import io.sunpress.worker.wechat.CallPermit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call to WeChat may be sent, right away. Fetch what the call needs, its token above all,
 * before asking for a permit: one that is older than half a second is worth nothing, since calls
 * that were paced and then saved up would go out at once.
 */
public final class Permit implements PermitResult, CallPermit {
  enum State {
    OUT,
    USED,
    OVER
  }

  private final AppLimiter appLimiter;
  private final PermitRequest request;
  private final Mark mark;
  private State state = State.OUT;
  private long usedAt;

  Permit(AppLimiter appLimiter, PermitRequest request, Mark mark) {
    this.appLimiter = appLimiter;
    this.request = request;
    this.mark = mark;
  }

  /** Whose limit it is of. */
  public AppId app() {
    return appLimiter.app();
  }

  /** The lane that it was given to. */
  public Priority lane() {
    return request.priority();
  }

  /**
   * To be asked immediately before the call is sent, once.
   *
   * @return whether to send it; if not, the permit is over (too old, or the share, the lease or the
   *     app's being open is gone), nothing may be sent, and the call may ask to be admitted again
   */
  @Override
  public boolean use() {
    return appLimiter.use(this);
  }

  /**
   * To be asked once more after {@link #use()}, where something came between it and the first byte.
   *
   * @return whether the call may still be sent; if not, it counts as sent all the same
   */
  @Override
  public boolean holds() {
    return appLimiter.holds(this);
  }

  /**
   * The call will certainly never be sent. After {@link #use()} nobody can be certain, so it is
   * refused then; a permit that is over is none to give back, which is fine.
   *
   * @throws IllegalStateException after it was used
   */
  @Override
  public void giveBack() {
    appLimiter.giveBack(this);
  }

  /** WeChat has answered this call, with a picture or with any error but that of its rate. */
  @Override
  public void served() {
    appLimiter.served(this);
  }

  @Override
  public void throttled(CodeError error) {
    appLimiter.throttled(this, error);
  }

  @Override
  public Optional<CallPermit> another() {
    return PermitWaiter.await(appLimiter.admit(request));
  }

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Suspension, ? extends T> suspended,
      Supplier<? extends T> crowded) {
    return admitted.apply(this);
  }

  PermitRequest request() {
    return request;
  }

  Mark mark() {
    return mark;
  }

  /** Whether it was neither used nor given back and has not lapsed. Under the app's lock. */
  boolean isOut() {
    return state == State.OUT;
  }

  boolean isUsed() {
    return state == State.USED;
  }

  void becomeUsed(long now) {
    state = State.USED;
    usedAt = now;
  }

  void becomeOver() {
    state = State.OVER;
  }

  long usedAt() {
    if (state != State.USED) {
      throw new IllegalStateException("no call was sent with this permit");
    }
    return usedAt;
  }

  /**
   * How things stood when it was given.
   *
   * @param number among the app's permits
   * @param at nano time
   * @param moves of the ownership until then
   * @param losses of the ownership until then
   */
  record Mark(long number, long at, long moves, long losses) {}
}
