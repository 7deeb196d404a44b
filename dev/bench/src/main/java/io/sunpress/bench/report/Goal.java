package io.sunpress.bench.report;

import java.util.Objects;
import java.util.Optional;

/**
 * A figure that has a goal to reach.
 *
 * @param what is measured
 * @param value the number; empty where it could not be measured, which is a miss
 * @param unit of the number and the bound
 * @param direction on which side of the bound it must be
 * @param bound the goal itself is met
 */
public record Goal(
    String what, Optional<Double> value, String unit, Direction direction, double bound) {

  /** On which side of its bound a figure must be. */
  enum Direction {
    AT_MOST("<="),
    AT_LEAST(">=");

    final String sign;

    Direction(String sign) {
      this.sign = sign;
    }
  }

  public Goal {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(direction, "direction");
    if (unit.isBlank()) {
      throw new IllegalArgumentException("no goal without its unit: " + what);
    }
  }

  /** A figure that must not be above. */
  public static Goal atMost(String what, double value, String unit, double bound) {
    return new Goal(what, Optional.of(value), unit, Direction.AT_MOST, bound);
  }

  /** A figure that must not be below. */
  public static Goal atLeast(String what, double value, String unit, double bound) {
    return new Goal(what, Optional.of(value), unit, Direction.AT_LEAST, bound);
  }

  /** A figure that must not be above, and was not measured. */
  public static Goal atMostButNotMeasured(String what, String unit, double bound) {
    return new Goal(what, Optional.empty(), unit, Direction.AT_MOST, bound);
  }

  /** A figure that must not be below, and was not measured. */
  public static Goal atLeastButNotMeasured(String what, String unit, double bound) {
    return new Goal(what, Optional.empty(), unit, Direction.AT_LEAST, bound);
  }

  /** Whether it is reached. */
  public boolean met() {
    return value.filter(this::isWithin).isPresent();
  }

  private boolean isWithin(double number) {
    return switch (direction) {
      case AT_MOST -> number <= bound;
      case AT_LEAST -> number >= bound;
    };
  }

  String text() {
    String figure =
        value.map(number -> MeasuredValue.number(number) + " " + unit).orElse("not measured");
    return "%s %s (goal %s %s %s)"
        .formatted(what, figure, direction.sign, MeasuredValue.number(bound), unit);
  }
}
