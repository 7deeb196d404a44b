package io.sunpress.worker.limiter;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a call gets that asked to be admitted. */
public sealed interface PermitResult permits Permit, Suspension, QueueFull {
  /** The answer for the case that it is. */
  <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Suspension, ? extends T> suspended,
      Supplier<? extends T> crowded);
}
