package io.sunpress.simulator.picture;

import java.util.Arrays;

/** Transforms one 8 by 8 block of two tones and codes its AC coefficients. Slow: see BlockCache. */
final class BlockCoder {
  /** One quantiser for all coefficients: two tones have no fine shades to lose. */
  static final int QUANTISER = 48;

  private static final int[] ZIGZAG = zigzag();
  private static final double[][] BASIS = basis();
  private static final double LIGHT_MINUS_DARK = 255;

  private final long[] codes = new long[2 * 64];
  private int used;

  /** The quantised DC coefficient of a block with this many dark pixels. */
  static int dc(int darkPixels) {
    double mean = 127 - LIGHT_MINUS_DARK * darkPixels / 64;
    return (int) Math.rint(8 * mean / QUANTISER);
  }

  /** The AC codes of a block, joined into pieces, each as {@code length << 32 | bits}. */
  long[] ac(long pattern) {
    double[] coefficients = transform(pattern);
    used = 0;
    int zeros = 0;
    for (int k = 1; k < 64; k++) {
      int level = (int) Math.rint(coefficients[ZIGZAG[k]] / QUANTISER);
      if (level == 0) {
        zeros++;
        continue;
      }
      for (; zeros > 15; zeros -= 16) {
        add(HuffmanTable.SIXTEEN_ZEROS, 0, 0);
      }
      int size = 32 - Integer.numberOfLeadingZeros(Math.abs(level));
      add(zeros << 4 | size, magnitude(level, size), size);
      zeros = 0;
    }
    if (zeros > 0) {
      add(HuffmanTable.END_OF_BLOCK, 0, 0);
    }
    return Arrays.copyOf(codes, used);
  }

  /** T.81's way to write a signed number in {@code size} bits. */
  static int magnitude(int level, int size) {
    return level < 0 ? level + (1 << size) - 1 : level;
  }

  private void add(int symbol, int extra, int size) {
    append(HuffmanTable.AC.code(symbol), HuffmanTable.AC.length(symbol));
    append(extra, size);
  }

  /** Joins codes while they fit into 32 bits: fewer steps each time the block is written. */
  private void append(int bits, int length) {
    long last = used == 0 ? 0 : codes[used - 1];
    int lastLength = (int) (last >>> 32);
    if (used > 0 && lastLength + length <= 32) {
      long joined = (last & 0xFFFF_FFFFL) << length | bits;
      codes[used - 1] = (long) (lastLength + length) << 32 | joined;
    } else {
      codes[used++] = (long) length << 32 | bits;
    }
  }

  private static double[] transform(long pattern) {
    double[] rows = new double[64];
    for (int y = 0; y < 8; y++) {
      int line = (int) (pattern >>> (56 - 8 * y)) & 0xFF;
      for (int u = 0; u < 8; u++) {
        double sum = 0;
        for (int x = 0; x < 8; x++) {
          sum += (line & 0x80 >> x) == 0 ? 0 : -LIGHT_MINUS_DARK * BASIS[u][x];
        }
        rows[8 * y + u] = sum;
      }
    }
    double[] result = new double[64];
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < 8; u++) {
        double sum = 0;
        for (int y = 0; y < 8; y++) {
          sum += rows[8 * y + u] * BASIS[v][y];
        }
        result[8 * v + u] = sum;
      }
    }
    return result;
  }

  private static double[][] basis() {
    double[][] basis = new double[8][8];
    for (int u = 0; u < 8; u++) {
      double norm = u == 0 ? Math.sqrt(0.125) : 0.5;
      for (int x = 0; x < 8; x++) {
        basis[u][x] = norm * Math.cos((2 * x + 1) * u * Math.PI / 16);
      }
    }
    return basis;
  }

  private static int[] zigzag() {
    int[] order = new int[64];
    int next = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int step = Math.max(0, diagonal - 7); step <= Math.min(7, diagonal); step++) {
        int row = diagonal % 2 == 0 ? diagonal - step : step;
        order[next++] = 8 * row + diagonal - row;
      }
    }
    return order;
  }
}
