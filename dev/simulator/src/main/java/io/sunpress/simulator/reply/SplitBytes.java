package io.sunpress.simulator.reply;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes in two parts, of which the first may be shared by many.
 *
 * @param head first bytes; not to be changed
 * @param tail the others
 */
public record SplitBytes(byte[] head, byte[] tail) {
  private static final byte[] NONE = {};
  public static final SplitBytes EMPTY = new SplitBytes(NONE, NONE);

  public static SplitBytes of(String text) {
    return new SplitBytes(NONE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins as gzip does, and goes on as nothing does. */
  public static SplitBytes brokenGzip() {
    byte[] noise = new byte[1000];
    Arrays.fill(noise, (byte) 0xFF);
    return new SplitBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3}, noise);
  }

  public int length() {
    return head.length + tail.length;
  }

  /** The first bytes only, at most all. */
  public SplitBytes first(long bytes) {
    int count = (int) Math.max(0, Math.min(bytes, length()));
    return count <= head.length
        ? new SplitBytes(Arrays.copyOf(head, count), NONE)
        : new SplitBytes(head, Arrays.copyOf(tail, count - head.length));
  }
}
