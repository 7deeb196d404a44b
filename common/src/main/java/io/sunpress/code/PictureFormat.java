package io.sunpress.code;

import java.util.Optional;

/** The two formats that WeChat draws in: JPEG, and PNG where the ground is transparent. */
public enum PictureFormat {
  JPEG("jpg", "image/jpeg"),
  PNG("png", "image/png");

  private static final PictureFormat[] ALL = values();

  private final String extension;
  private final String contentType;

  PictureFormat(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  /** {@code jpg} or {@code png}. */
  public String extension() {
    return extension;
  }

  /** The true media type. */
  public String contentType() {
    return contentType;
  }

  /** Finds a format by its file extension. */
  public static Optional<PictureFormat> ofExtension(String extension) {
    for (PictureFormat format : ALL) {
      if (format.extension.equals(extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Finds a format by its exact media type. */
  public static Optional<PictureFormat> ofContentType(String contentType) {
    for (PictureFormat format : ALL) {
      if (format.contentType.equals(contentType)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
