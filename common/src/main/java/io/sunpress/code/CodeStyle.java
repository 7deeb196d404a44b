package io.sunpress.code;

import java.util.Objects;

/**
 * How a code looks. WeChat ignores the line colour when it chooses the colour itself; so does the
 * code's name.
 *
 * @param width the picture's width
 * @param autoColor whether WeChat chooses the colour
 * @param lineColor the colour otherwise; black whenever {@code autoColor} is true
 * @param hyaline whether the ground is transparent (then a PNG)
 */
public record CodeStyle(CodeWidth width, boolean autoColor, LineColor lineColor, boolean hyaline) {
  /** WeChat's defaults. */
  public static final CodeStyle DEFAULT =
      new CodeStyle(CodeWidth.DEFAULT, false, LineColor.BLACK, false);

  public CodeStyle {
    Objects.requireNonNull(width, "width");
    Objects.requireNonNull(lineColor, "lineColor");
    lineColor = autoColor ? LineColor.BLACK : lineColor;
  }
}
