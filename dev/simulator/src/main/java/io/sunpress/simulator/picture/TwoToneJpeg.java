package io.sunpress.simulator.picture;

import java.io.ByteArrayOutputStream;

/**
 * Writes a two-tone picture as a baseline JPEG in grey. A general encoder takes milliseconds for
 * this; the simulator must not be the bottleneck of a measurement. Not thread-safe.
 */
final class TwoToneJpeg {
  private static final int[] DC_BY_DARK_PIXELS = new int[65];

  static {
    for (int dark = 0; dark <= 64; dark++) {
      DC_BY_DARK_PIXELS[dark] = BlockCoder.dc(dark);
    }
  }

  private final BlockCache cache = new BlockCache();
  private final JpegBitWriter bits = new JpegBitWriter();

  /** All that precedes the coded pixels; the same for every picture of one width. */
  static byte[] head(int width, int padding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, 0xFF, 0xD8);
    write(out, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
    PicturePadding.jpegComments(padding, out);
    write(out, 0xFF, 0xDB, 0, 67, 0);
    for (int i = 0; i < 64; i++) {
      out.write(BlockCoder.QUANTISER);
    }
    write(out, 0xFF, 0xC0, 0, 11, 8, width >> 8, width, width >> 8, width, 1, 1, 0x11, 0);
    HuffmanTable.DC.writeTo(out);
    HuffmanTable.AC.writeTo(out);
    write(out, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0);
    return out.toByteArray();
  }

  /** The coded pixels and the end marker. */
  byte[] tail(TwoToneBitmap picture) {
    bits.clear();
    int blocks = (picture.width() + 7) / 8;
    int lastDc = 0;
    for (int by = 0; by < blocks; by++) {
      for (int bx = 0; bx < blocks; bx++) {
        lastDc = putBlock(pattern(picture, bx, by), lastDc);
      }
    }
    return bits.finish();
  }

  private int putBlock(long pattern, int lastDc) {
    int dc = DC_BY_DARK_PIXELS[Long.bitCount(pattern)];
    int difference = dc - lastDc;
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
    bits.put(HuffmanTable.DC.code(size), HuffmanTable.DC.length(size));
    if (size > 0) {
      bits.put(BlockCoder.magnitude(difference, size), size);
    }
    for (long code : cache.ac(pattern)) {
      bits.put((int) code, (int) (code >>> 32));
    }
    return dc;
  }

  private static long pattern(TwoToneBitmap picture, int bx, int by) {
    byte[][] rows = picture.rows();
    long pattern = 0;
    for (int y = 8 * by; y < 8 * by + 8; y++) {
      pattern = pattern << 8 | (y < rows.length ? rows[y][bx] & 0xFF : 0);
    }
    return pattern;
  }

  private static void write(ByteArrayOutputStream out, int... octets) {
    for (int octet : octets) {
      out.write(octet);
    }
  }
}
