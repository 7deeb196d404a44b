package io.sunpress.simulator.wechat;

import io.sunpress.simulator.reply.ApiError;
import java.util.Optional;

/** An access token. Guarded by the lock of {@link Tokens}. */
final class Token {
  private final String value;
  private final AppState owner;
  private final long expiresMillis;
  private boolean dead;

  Token(String value, AppState owner, long expiresMillis) {
    this.value = value;
    this.owner = owner;
    this.expiresMillis = expiresMillis;
  }

  String value() {
    return value;
  }

  AppState owner() {
    return owner;
  }

  void kill() {
    dead = true;
  }

  long leftMillis(long nowMillis) {
    return expiresMillis - nowMillis;
  }

  boolean isDead() {
    return dead;
  }

  /** Why it opens nothing, or empty where it does. */
  Optional<ApiError> refusal(long nowMillis) {
    if (dead) {
      return Optional.of(Errors.BAD_TOKEN);
    }
    return leftMillis(nowMillis) <= 0 ? Optional.of(Errors.EXPIRED_TOKEN) : Optional.empty();
  }
}
