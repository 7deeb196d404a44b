package io.sunpress.worker;

import java.time.Duration;
import java.util.SplittableRandom;

/** How large a long test is, and what it rolls its dice with. */
public final class LongTestSettings {
  private LongTestSettings() {}

  /** So many of what is whole at {@code -Dlong.scale=1}; at least one. */
  public static int scaled(int whole) {
    return (int) Math.max(1, Math.round(whole * scale()));
  }

  static Duration scaled(Duration whole) {
    return Duration.ofMillis((long) (whole.toMillis() * scale()));
  }

  static boolean isShortened() {
    return scale() < 1;
  }

  private static double scale() {
    return Double.parseDouble(System.getProperty("long.scale", "1"));
  }

  /** From {@code -Dseed}, or a new one; printed. */
  static long seed(Class<?> test) {
    long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    System.out.println(test.getSimpleName() + " seed " + seed);
    return seed;
  }
}
