package io.sunpress.simulator.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulated code holds when it is scanned. Values that were not sent are empty.
 *
 * @param app the appid
 * @param page the page of an unlimited code, as sent
 * @param scene the scene of an unlimited code, as sent
 * @param path the path of a limited or square code, as sent
 * @param env {@code release}, {@code trial} or {@code develop}
 */
public record CodeContent(String app, String page, String scene, String path, String env) {
  static final String PREFIX = "sunpress-sim:1?";
  private static final String LITERAL = "-._~/:,;@!$'()*?";

  public CodeContent {
    requireNonNull(app, "app");
    requireNonNull(page, "page");
    requireNonNull(scene, "scene");
    requireNonNull(path, "path");
    requireNonNull(env, "env");
  }

  /**
   * The text in the QR: {@code sunpress-sim:1?app=…&page=…&scene=…&env=…}, or with {@code path}.
   */
  public String text() {
    StringBuilder text = new StringBuilder(PREFIX).append("app=");
    encode(app, text);
    if (path.isEmpty()) {
      encode(page, text.append("&page="));
      encode(scene, text.append("&scene="));
    } else {
      encode(path, text.append("&path="));
    }
    encode(env, text.append("&env="));
    return text.toString();
  }

  /**
   * Reads such a text back.
   *
   * @throws IllegalArgumentException where it is no text of a simulated code
   */
  public static CodeContent parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a simulated code: " + text);
    }
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.substring(PREFIX.length()).split("&")) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return new CodeContent(
        values.getOrDefault("app", ""),
        values.getOrDefault("page", ""),
        values.getOrDefault("scene", ""),
        values.getOrDefault("path", ""),
        values.getOrDefault("env", ""));
  }

  private static void encode(String value, StringBuilder to) {
    for (byte b : value.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      if (isAsciiLetterOrDigit(c) || LITERAL.indexOf(c) >= 0) {
        to.append(c);
      } else {
        to.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 15));
      }
    }
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static char hexDigit(int value) {
    return Character.toUpperCase(Character.forDigit(value, 16));
  }
}
