package io.sunpress.code;

/**
 * The picture's width.
 *
 * @param pixels 280 to 1280, WeChat's bounds
 */
public record Width(int pixels) {
  /** What WeChat draws when nothing is asked. */
  public static final Width DEFAULT = new Width(430);

  public Width {
    InvalidValueException.when(
        pixels < 280 || pixels > 1280,
        Field.WIDTH,
        Reason.OUT_OF_RANGE,
        pixels,
        "width must be 280 to 1280 pixels");
  }
}
