package io.sunpress.simulator.picture;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Draws a text as a QR with its quiet zone and the caption under it. */
final class QrBitmap {
  private static final int QUIET_MODULES = 4;

  /** Below this, JPEG's ringing may flip a module. */
  private static final int LEAST_PIXELS_A_MODULE = 2;

  /** Trying all eight masks, as the encoder otherwise does, costs more than all the rest. */
  private static final Map<EncodeHintType, ?> HINTS = Map.of(EncodeHintType.QR_MASK_PATTERN, 3);

  private QrBitmap() {}

  /** The picture, or empty where the text is too long to be read at this width. */
  static Optional<TwoToneBitmap> draw(String text, int width) {
    ByteMatrix modules;
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M, HINTS).getMatrix();
    } catch (WriterException tooLong) {
      return Optional.empty();
    }
    int count = modules.getWidth();
    int pixels = (width - Caption.height(width)) / (count + 2 * QUIET_MODULES);
    return pixels < LEAST_PIXELS_A_MODULE
        ? Optional.empty()
        : Optional.of(place(modules, pixels, width));
  }

  private static TwoToneBitmap place(ByteMatrix modules, int pixels, int width) {
    int count = modules.getWidth();
    int quiet = QUIET_MODULES * pixels;
    int spare = width - Caption.height(width) - count * pixels - 2 * quiet;
    int top = spare / 2 + quiet;
    int left = (width - count * pixels) / 2;
    byte[][] rows = new byte[width][];
    Arrays.fill(rows, TwoToneBitmap.blankRow(width));
    for (int y = 0; y < count; y++) {
      byte[] row = moduleRow(modules.getArray()[y], pixels, left, width);
      Arrays.fill(rows, top + y * pixels, top + (y + 1) * pixels, row);
    }
    Caption.draw(rows, width, top + count * pixels + quiet);
    return new TwoToneBitmap(width, rows);
  }

  private static byte[] moduleRow(byte[] modules, int pixels, int left, int width) {
    byte[] row = TwoToneBitmap.blankRow(width);
    for (int x = 0; x < modules.length; x++) {
      if (modules[x] == 1) {
        TwoToneBitmap.darken(row, left + x * pixels, pixels);
      }
    }
    return row;
  }
}
