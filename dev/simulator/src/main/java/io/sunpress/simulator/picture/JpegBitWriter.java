package io.sunpress.simulator.picture;

import java.util.Arrays;

/** Collects JPEG's entropy-coded bits, with a zero byte stuffed after every {@code FF}. */
final class JpegBitWriter {
  private byte[] bytes = new byte[32 * 1024];
  private int size;
  private long held;
  private int heldBits;

  void clear() {
    size = 0;
    held = 0;
    heldBits = 0;
  }

  /** Appends the lowest {@code length} bits, at most 32. */
  void put(int bits, int length) {
    held = (held << length) | (bits & ((1L << length) - 1));
    heldBits += length;
    while (heldBits >= 8) {
      heldBits -= 8;
      emit((int) (held >>> heldBits) & 0xFF);
    }
  }

  /** Everything so far, filled up to a whole byte with ones, then the end-of-image marker. */
  byte[] finish() {
    if (heldBits > 0) {
      put(0xFF, 8 - heldBits);
    }
    byte[] result = Arrays.copyOf(bytes, size + 2);
    result[size] = (byte) 0xFF;
    result[size + 1] = (byte) 0xD9;
    return result;
  }

  private void emit(int octet) {
    if (size + 2 > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[size++] = (byte) octet;
    if (octet == 0xFF) {
      bytes[size++] = 0;
    }
  }
}
