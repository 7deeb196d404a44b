package io.sunpress.worker.quota;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a call gets that asked to be admitted. */
public sealed interface Decision permits Permit, Throttled, Crowded {
  /** The answer for the case that it is. */
  <T> T match(
      Function<? super Permit, ? extends T> admitted,
      Function<? super Throttled, ? extends T> throttled,
      Supplier<? extends T> crowded);
}
