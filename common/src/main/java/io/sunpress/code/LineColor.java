package io.sunpress.code;

/**
 * The colour of a code's lines.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record LineColor(int red, int green, int blue) {
  /** WeChat's default. */
  public static final LineColor BLACK = new LineColor(0, 0, 0);

  public LineColor {
    check(red);
    check(green);
    check(blue);
  }

  private static void check(int part) {
    InvalidValueException.when(
        part < 0 || part > 255,
        RequestField.LINE_COLOR,
        ValidationErrorReason.OUT_OF_RANGE,
        part,
        "lineColor's r, g and b must be 0 to 255");
  }
}
