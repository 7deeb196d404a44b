package io.sunpress.simulator.picture;

import static java.util.Objects.requireNonNull;

/**
 * What to draw.
 *
 * @param content what the code holds
 * @param width width and height in pixels
 * @param transparent a PNG without background instead of a JPEG
 * @param line colour of the dark parts of a PNG; a JPEG is always black on white
 */
public record PictureSpec(CodeContent content, int width, boolean transparent, Rgb line) {
  public PictureSpec {
    requireNonNull(content, "content");
    requireNonNull(line, "line");
  }
}
