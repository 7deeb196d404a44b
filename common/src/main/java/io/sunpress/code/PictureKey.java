package io.sunpress.code;

import java.util.Objects;

/**
 * Where a code's picture is: the same path in the bucket and behind the public address. Known
 * before the picture is, but for the ending where WeChat sends another format than it always did.
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

  /** The same code's picture, where it turned out to be of this format. */
  public PictureKey as(PictureFormat actual) {
    return new PictureKey(app, id, actual);
  }

  @Override
  public String toString() {
    return path();
  }
}
