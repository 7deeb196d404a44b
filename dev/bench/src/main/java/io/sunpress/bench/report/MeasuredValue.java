package io.sunpress.bench.report;

import java.util.Locale;
import java.util.Objects;

/**
 * A measured number. There is none without a unit.
 *
 * @param group what it belongs to: a phase, a part, a variant
 * @param name what was measured
 * @param value the number
 * @param unit of the number: {@code ms}, {@code codes/s}, {@code calls}; {@code ×} for a ratio
 */
public record MeasuredValue(String group, String name, double value, String unit) {
  public MeasuredValue {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(name, "name");
    if (unit.isBlank()) {
      throw new IllegalArgumentException("no figure without its unit: " + name);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a number: " + name);
    }
  }

  /** The number to three digits that matter, or whole where it is larger. */
  static String number(double value) {
    double size = Math.abs(value);
    String pattern = value == Math.rint(value) || size >= 1000 ? "%,.0f" : decimals(size);
    return String.format(Locale.ROOT, pattern, value);
  }

  private static String decimals(double size) {
    if (size >= 100) {
      return "%.0f";
    }
    if (size >= 10) {
      return "%.1f";
    }
    return size >= 1 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.5f";
  }

  String text() {
    return number(value) + " " + unit;
  }
}
