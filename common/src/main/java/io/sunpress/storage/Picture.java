package io.sunpress.storage;

import io.sunpress.code.PictureFormat;
import io.sunpress.digest.Sha256;
import java.util.Objects;

/** A picture as WeChat drew it, checked, with its hash. The bytes are not copied: nobody writes. */
public final class Picture {
  private final PictureFormat format;
  private final byte[] bytes;
  private final String sha256;

  private Picture(PictureFormat format, byte[] bytes) {
    this.format = Objects.requireNonNull(format, "format");
    this.bytes = bytes;
    this.sha256 = Sha256.hex(bytes);
  }

  /** A picture from bytes that were checked to be one. */
  public static Picture of(PictureFormat format, byte[] bytes) {
    return new Picture(format, bytes);
  }

  /** JPEG or PNG. */
  public PictureFormat format() {
    return format;
  }

  /** The file; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  @Override
  public String toString() {
    return "Picture[" + format + ", " + bytes.length + " bytes]";
  }
}
