package io.sunpress.api.ledger.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes numbers and texts as bytes, for one thread: without the lock that Java's own streams take
 * for each of them.
 */
final class ByteWriter {
  private static final int USUAL_BYTES = 192;

  private ByteBuffer bytes = ByteBuffer.allocate(USUAL_BYTES);

  void writeByte(int value) {
    room(Byte.BYTES).put((byte) value);
  }

  void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  void writeInt(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void writeLong(long value) {
    room(Long.BYTES).putLong(value);
  }

  /** Its length in bytes goes first. */
  void writeText(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    room(Integer.BYTES + encoded.length).putInt(encoded.length).put(encoded);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + more);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
