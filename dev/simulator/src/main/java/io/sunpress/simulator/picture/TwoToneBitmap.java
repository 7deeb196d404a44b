package io.sunpress.simulator.picture;

/**
 * A square picture of two tones. Rows that look alike share one array.
 *
 * @param width width and height in pixels
 * @param rows one bit per pixel, the leftmost in the highest bit, set where it is dark
 */
record TwoToneBitmap(int width, byte[][] rows) {

  static byte[] blankRow(int width) {
    return new byte[(width + 7) / 8];
  }

  static void darken(byte[] row, int from, int count) {
    for (int x = from; x < from + count; x++) {
      row[x >> 3] |= (byte) (0x80 >> (x & 7));
    }
  }

  boolean isDark(int x, int y) {
    return (rows[y][x >> 3] & (0x80 >> (x & 7))) != 0;
  }
}
