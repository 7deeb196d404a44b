package io.sunpress.code;

/**
 * The picture's width.
 *
 * @param pixels 280 to 1280, WeChat's bounds
 */
public record CodeWidth(int pixels) {
  /** What WeChat draws when nothing is asked. */
  public static final CodeWidth DEFAULT = new CodeWidth(430);

  public CodeWidth {
    InvalidValueException.when(
        pixels < 280 || pixels > 1280,
        RequestField.WIDTH,
        ValidationErrorReason.OUT_OF_RANGE,
        pixels,
        "width must be 280 to 1280 pixels");
  }
}
