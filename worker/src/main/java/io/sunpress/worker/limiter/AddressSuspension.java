package io.sunpress.worker.limiter;

import io.sunpress.engine.MembershipGate;
import io.sunpress.message.CodeError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this worker out of its groups while WeChat refuses its address: that is its own fault, and
 * others may go on. After a time it tries again.
 */
public final class AddressSuspension implements MembershipGate {
  private static final Logger log = LoggerFactory.getLogger(AddressSuspension.class);

  private final Clock clock;
  private final Duration pause;
  private volatile @Nullable Refused refused;

  /**
   * @param pause how long to stay out
   */
  public AddressSuspension(Clock clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
  }

  private record Refused(CodeError error, Instant until) {}

  /** WeChat refuses the address. */
  public void refused(CodeError error) {
    if (obstacle().isEmpty()) {
      log.error("WeChat refuses this worker's address: {}. It leaves for {}", error, pause);
    }
    refused = new Refused(error, clock.instant().plus(pause));
  }

  @Override
  public Optional<String> obstacle() {
    Refused last = refused;
    return last != null && clock.instant().isBefore(last.until())
        ? Optional.of("WeChat refuses this worker's address: " + last.error().errmsg())
        : Optional.empty();
  }
}
