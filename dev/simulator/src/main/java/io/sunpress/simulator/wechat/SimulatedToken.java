package io.sunpress.simulator.wechat;

import io.sunpress.simulator.reply.SimulatedError;
import java.util.Optional;

/** An access token. Guarded by the lock of {@link SimulatedTokens}. */
final class SimulatedToken {
  private final String value;
  private final SimulatedAppUsage owner;
  private final long expiresMillis;
  private boolean dead;

  SimulatedToken(String value, SimulatedAppUsage owner, long expiresMillis) {
    this.value = value;
    this.owner = owner;
    this.expiresMillis = expiresMillis;
  }

  String value() {
    return value;
  }

  SimulatedAppUsage owner() {
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
  Optional<SimulatedError> refusal(long nowMillis) {
    if (dead) {
      return Optional.of(DocumentedErrors.BAD_TOKEN);
    }
    return leftMillis(nowMillis) <= 0
        ? Optional.of(DocumentedErrors.EXPIRED_TOKEN)
        : Optional.empty();
  }
}
