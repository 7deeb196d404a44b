package io.sunpress.api.web;

/** Where clients of AnqiCMS call; whatever goes wrong there is reported in their envelope. */
public final class AnqicmsPath {
  /** The documented call. */
  public static final String QRCODE = AnqicmsPath.PREFIX + "/qrcode";

  static final String PREFIX = "/api/weapp";

  private AnqicmsPath() {}

  /** Whether the envelope is the answer's form. */
  public static boolean contains(String path) {
    return path.startsWith(PREFIX);
  }
}
