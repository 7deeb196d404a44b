package io.sunpress.simulator.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a two-tone picture as a one-bit PNG whose light tone is transparent. */
final class TransparentPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] LIGHT_IS_TRANSPARENT = {0, (byte) 0xFF};
  private static final byte FILTER_NONE = 0;
  private static final byte FILTER_UP = 2;

  private TransparentPng() {}

  /** All that precedes the colours; the same for every picture of one width. */
  static byte[] head(int width, int padding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(width);
    header.put(new byte[] {1, 3, 0, 0, 0});
    chunk("IHDR", header.array(), out);
    if (padding > 0) {
      chunk("suPd", PicturePadding.noise(padding), out);
    }
    return out.toByteArray();
  }

  /** Colours, pixels and the end chunk. */
  static byte[] tail(TwoToneBitmap picture, Rgb line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] palette = {-1, -1, -1, (byte) line.red(), (byte) line.green(), (byte) line.blue()};
    chunk("PLTE", palette, out);
    chunk("tRNS", LIGHT_IS_TRANSPARENT, out);
    chunk("IDAT", deflate(scanLines(picture)), out);
    chunk("IEND", new byte[0], out);
    return out.toByteArray();
  }

  private static byte[] scanLines(TwoToneBitmap picture) {
    int stride = TwoToneBitmap.blankRow(picture.width()).length;
    ByteBuffer lines = ByteBuffer.allocate(picture.width() * (stride + 1));
    byte[] last = null;
    for (byte[] row : picture.rows()) {
      boolean repeated = row == last;
      lines.put(repeated ? FILTER_UP : FILTER_NONE);
      lines.put(repeated ? new byte[stride] : row);
      last = row;
    }
    return lines.array();
  }

  private static byte[] deflate(byte[] lines) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(lines);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8 * 1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(String type, byte[] data, ByteArrayOutputStream out) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
