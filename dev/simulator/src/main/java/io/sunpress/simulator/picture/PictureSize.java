package io.sunpress.simulator.picture;

/**
 * About how many bytes a picture has. It grows with the area between the two bounds.
 *
 * @param bytesAt430 size at WeChat's default width of 430 pixels; 0 for no padding at any width
 * @param least lower bound in bytes
 * @param most upper bound in bytes
 */
public record PictureSize(int bytesAt430, int least, int most) {
  /** What was measured for true codes. */
  public static final PictureSize LIKE_WECHAT = new PictureSize(195_000, 60_000, 800_000);

  public static final PictureSize UNPADDED = new PictureSize(0, 0, 0);

  public PictureSize {
    if (bytesAt430 < 0 || least < 0 || most < least) {
      throw new IllegalArgumentException("sizes must be 0 <= least <= most, and not negative");
    }
  }

  int bytes(int width) {
    long scaled = (long) bytesAt430 * width * width / (430 * 430);
    return bytesAt430 == 0 ? 0 : (int) Math.max(least, Math.min(most, scaled));
  }
}
