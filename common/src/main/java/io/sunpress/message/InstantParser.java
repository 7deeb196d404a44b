package io.sunpress.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads times as {@link Instant#toString} writes them, digit by digit. What is spelt otherwise is
 * left to {@link Instant#parse}, which takes every ISO spelling and goes through a whole format for
 * each.
 */
final class InstantParser {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int NANO_DIGITS = 9;

  private InstantParser() {}

  /**
   * @throws java.time.DateTimeException if it is none
   */
  static Instant parse(String text) {
    return isUsual(text) ? usual(text) : Instant.parse(text);
  }

  /** With a fraction of 1 to 9 digits, or without; no hour 24 and no leap second. */
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    int seconds = SHAPE.length();
    return hasShape(text)
        && text.charAt(end) == 'Z'
        && (end == seconds || hasFraction(text, end))
        && number(text, 11, 13) < 24
        && number(text, 17, 19) < 60;
  }

  private static boolean hasShape(String text) {
    if (text.length() <= SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char expected = SHAPE.charAt(i);
      if (expected == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasFraction(String text, int end) {
    int first = SHAPE.length() + 1;
    if (text.charAt(first - 1) != '.' || end == first || end > first + NANO_DIGITS) {
      return false;
    }
    for (int i = first; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Instant usual(String text) {
    int first = SHAPE.length() + 1;
    int end = text.length() - 1;
    int nanos = first > end ? 0 : number(text, first, end);
    for (int digits = Math.max(end - first, 0); nanos != 0 && digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
