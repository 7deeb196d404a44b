package io.sunpress.worker.image;

import io.sunpress.code.PictureFormat;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What bytes are by their first and last ones. Headers lie: an error document comes as image/jpeg.
 */
public enum ImageSignature {
  JPEG(PictureFormat.JPEG, "ffd8ff", "ffd9"),
  PNG(PictureFormat.PNG, "89504e470d0a1a0a", "0000000049454e44ae426082");

  private final PictureFormat format;
  private final byte[] start;
  private final byte[] end;

  ImageSignature(PictureFormat format, String start, String end) {
    this.format = format;
    this.start = HexFormat.of().parseHex(start);
    this.end = HexFormat.of().parseHex(end);
  }

  /** What the first bytes promise; empty where they are no picture's. */
  public static Optional<ImageSignature> of(byte[] bytes) {
    return Arrays.stream(values()).filter(signature -> signature.begins(bytes)).findFirst();
  }

  /** The format that the first bytes promise. */
  public PictureFormat format() {
    return format;
  }

  /** Whether the last bytes are there too: a cut connection can look like a full reply. */
  public boolean isComplete(byte[] bytes) {
    int from = bytes.length - end.length;
    return from >= start.length && Arrays.equals(bytes, from, bytes.length, end, 0, end.length);
  }

  private boolean begins(byte[] bytes) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
