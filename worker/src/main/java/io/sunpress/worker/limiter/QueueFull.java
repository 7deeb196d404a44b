package io.sunpress.worker.limiter;

import java.util.function.Function;
import java.util.function.Supplier;

/** Too many calls of this app and lane wait already. */
public record QueueFull() implements PermitResult {
  static final QueueFull INSTANCE = new QueueFull();

  @Override
  public <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Suspension, ? extends T> suspended,
      Supplier<? extends T> crowded) {
    return crowded.get();
  }
}
