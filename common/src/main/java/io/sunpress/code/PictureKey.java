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
  private static final CodeId PROBE = new CodeId("d0ct0r" + "0".repeat(20));

  public PictureKey {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(format, "format");
  }

  /** What {@code doctor} stores to fetch it by the public address; no hash gives this id. */
  public static PictureKey probe(AppId app) {
    return new PictureKey(app, PROBE, PictureFormat.PNG);
  }

  /** Whether it is the probe of its app. */
  public boolean isProbe() {
    return equals(probe(app));
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
