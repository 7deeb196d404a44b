package io.sunpress.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A credential: AppSecret, access token, storage key, id-key. Prints {@code ***} wherever it is
 * formatted, logged or concatenated; compares in constant time.
 */
public final class Secret {
  private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+\\z");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a value, without the line end that a file or {@code $(cat file)} left behind it. An empty
   * one is allowed: {@link #isEmpty()} is true for an unset setting.
   */
  public static Secret of(String value) {
    return new Secret(LINE_END.matcher(value).replaceFirst(""));
  }

  /** The value itself: only for the call that must send it. */
  public String reveal() {
    return value;
  }

  /** Whether nothing was set. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
