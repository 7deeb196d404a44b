package io.sunpress.code;

import java.util.Objects;

/**
 * Where a code's picture is, known before the picture is: the same path in the bucket and behind
 * the public address.
 *
 * @param app the mini-program
 * @param id the code
 * @param format what the picture is
 */
public record PictureKey(AppId app, CodeId id, PictureFormat format) {
  public PictureKey {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(format, "format");
  }

  /** {@code codes/{app}/{id}.jpg} or {@code .png}. */
  public String path() {
    return "codes/" + app + "/" + id + "." + format.extension();
  }

  @Override
  public String toString() {
    return path();
  }
}
