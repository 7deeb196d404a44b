package io.sunpress.worker.limiter;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * WeChat takes no calls for this app for now; no attempt was made.
 *
 * @param window what is used up
 * @param until when it is worth asking again
 */
public record Throttled(QuotaWindow window, Instant until) implements PermitResult {
  public Throttled {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(until, "until");
  }

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Throttled, ? extends T> throttled,
      Supplier<? extends T> crowded) {
    return throttled.apply(this);
  }
}
