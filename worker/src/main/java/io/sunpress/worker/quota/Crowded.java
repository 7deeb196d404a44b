package io.sunpress.worker.quota;

import java.util.function.Function;
import java.util.function.Supplier;

/** Too many calls of this app and lane wait already. */
public record Crowded() implements Decision {
  static final Crowded INSTANCE = new Crowded();

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Throttled, ? extends T> throttled,
      Supplier<? extends T> crowded) {
    return crowded.get();
  }
}
