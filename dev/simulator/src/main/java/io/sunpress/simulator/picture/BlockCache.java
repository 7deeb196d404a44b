package io.sunpress.simulator.picture;

import java.util.Arrays;

/**
 * The coded form of every block seen so far, by its 64 pixels. A QR has few different blocks, so
 * almost every block of a picture is found here. Open addressing without boxes; not thread-safe.
 */
final class BlockCache {
  private static final int SLOTS = 1 << 16;
  private static final int MOST = SLOTS / 2;

  private final long[] patterns = new long[SLOTS];
  private final long[][] codes = new long[SLOTS][];
  private final BlockCoder coder = new BlockCoder();
  private int used;

  /** The AC codes of this block, each as {@code length << 32 | bits}. */
  long[] ac(long pattern) {
    int slot = slotOf(pattern);
    while (codes[slot] != null) {
      if (patterns[slot] == pattern) {
        return codes[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return add(slot, pattern);
  }

  private long[] add(int slot, long pattern) {
    int free = slot;
    if (used == MOST) {
      Arrays.fill(codes, null);
      used = 0;
      free = slotOf(pattern);
    }
    patterns[free] = pattern;
    codes[free] = coder.ac(pattern);
    used++;
    return codes[free];
  }

  private static int slotOf(long pattern) {
    return (int) ((pattern * 0x9E3779B97F4A7C15L) >>> 48);
  }
}
