package io.sunpress.simulator.picture;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Bytes that no viewer shows and no compression shrinks, to bring a picture to a true code's size.
 */
final class PicturePadding {
  private static final int MOST_IN_A_SEGMENT = 65_533;

  private PicturePadding() {}

  /** About this many bytes as JPEG comment segments. */
  static void jpegComments(int bytes, ByteArrayOutputStream out) {
    byte[] noise = noise(bytes);
    for (int from = 0; from < bytes; from += MOST_IN_A_SEGMENT) {
      int count = Math.min(MOST_IN_A_SEGMENT, bytes - from);
      out.write(0xFF);
      out.write(0xFE);
      out.write(count + 2 >> 8);
      out.write(count + 2);
      out.write(noise, from, count);
    }
  }

  /** Noise without {@code FF}, which a reader that looks for a marker might stumble over. */
  static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    for (int i = 0; i < bytes; i++) {
      if (noise[i] == (byte) 0xFF) {
        noise[i] = 0;
      }
    }
    return noise;
  }
}
