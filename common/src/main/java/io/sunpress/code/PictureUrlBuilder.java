package io.sunpress.code;

import java.net.URI;

/** The address at which a picture is published. */
public final class PictureUrlBuilder {
  private final String base;

  /**
   * @param publicBaseUrl the API's own public address, or that of a bucket or CDN; never taken from
   *     a request
   */
  public PictureUrlBuilder(URI publicBaseUrl) {
    if (publicBaseUrl.getScheme() == null || publicBaseUrl.getHost() == null) {
      throw new IllegalArgumentException("public-base-url must be absolute: " + publicBaseUrl);
    }
    String text = publicBaseUrl.toString();
    this.base = text.endsWith("/") ? text : text + "/";
  }

  /** The picture's address, whether it is stored already or not. */
  public String of(PictureKey name) {
    return base + name.path();
  }
}
