package io.sunpress.code;

import java.util.Arrays;
import java.util.Optional;

/** The two formats that WeChat draws in: JPEG, and PNG where the ground is transparent. */
public enum PictureFormat {
  JPEG("jpg", "image/jpeg"),
  PNG("png", "image/png");

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
    return Arrays.stream(values()).filter(f -> f.extension.equals(extension)).findFirst();
  }

  /** Finds a format by its exact media type. */
  public static Optional<PictureFormat> ofContentType(String contentType) {
    return Arrays.stream(values()).filter(f -> f.contentType.equals(contentType)).findFirst();
  }
}
