package io.sunpress.api.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where clients of AnqiCMS call; whatever goes wrong there is reported in their envelope. */
public final class AnqicmsPath {
  /** The documented call. */
  public static final String QRCODE = AnqicmsPath.PREFIX + "/qrcode";

  static final String PREFIX = "/api/weapp";

  /** AnqiCMS serves its other languages under such a prefix; here is nothing, and that is said. */
  private static final Pattern WITH_LANGUAGE =
      Pattern.compile("/[A-Za-z]{2}(-[A-Za-z]{2,4})?(/.*)");

  private AnqicmsPath() {}

  /** Whether the envelope is the answer's form. */
  public static boolean contains(String path) {
    Matcher prefixed = WITH_LANGUAGE.matcher(path);
    return path.startsWith(PREFIX)
        || prefixed.matches() && prefixed.group(2).startsWith(PREFIX + "/");
  }
}
