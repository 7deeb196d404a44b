package io.sunpress.api.auth;

import java.time.Duration;
import java.util.function.Function;

/** What the gate says to a request. */
public sealed interface AuthResult {

  /**
   * It may go on.
   *
   * @param caller on whose behalf
   */
  record Granted(Caller caller) implements AuthResult {}

  /**
   * It may not.
   *
   * @param why the reason
   * @param retryAfter how long to wait where waiting helps; else zero
   */
  record Denied(AuthFailure why, Duration retryAfter) implements AuthResult {
    static Denied of(AuthFailure why) {
      return new Denied(why, Duration.ZERO);
    }
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Caller, R> granted, Function<Denied, R> denied) {
    return this instanceof Granted g ? granted.apply(g.caller()) : denied.apply((Denied) this);
  }
}
