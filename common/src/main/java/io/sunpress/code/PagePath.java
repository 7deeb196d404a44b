package io.sunpress.code;

/**
 * A page of a mini-program, without its leading slash and without a query: {@code
 * pages/index/index}. A leading slash that is given is taken off, since both spellings mean the
 * same page.
 *
 * @param value the path, at most 1024 characters
 */
public record PagePath(String value) {
  /** WeChat's limit on a path, in characters. */
  public static final int MAX_LENGTH = 1024;

  private static final String REFUSED = "?#%\\";

  public PagePath {
    value = value.startsWith("/") ? value.substring(1) : value;
    int length = value.codePointCount(0, value.length());
    InvalidValueException.when(
        value.isEmpty(), RequestField.PAGE, ValidationErrorReason.EMPTY, "page is empty");
    InvalidValueException.when(
        value.isBlank(), RequestField.PAGE, ValidationErrorReason.BLANK, "page is blank");
    InvalidValueException.when(
        length > MAX_LENGTH,
        RequestField.PAGE,
        ValidationErrorReason.TOO_LONG,
        length,
        "page has " + length + " characters, at most " + MAX_LENGTH);
    int wrong = firstRefused(value);
    InvalidValueException.when(
        wrong >= 0,
        RequestField.PAGE,
        ValidationErrorReason.BAD_CHARACTER,
        wrong < 0 ? "" : VisibleCharacter.at(value, wrong),
        "page has a character that a page path can't have: no query, no escapes, no white space");
    checkSegments(value);
  }

  private static void checkSegments(String value) {
    for (String segment : value.split("/", -1)) {
      InvalidValueException.when(
          segment.equals("..") || segment.equals("."),
          RequestField.PAGE,
          ValidationErrorReason.BAD_FORM,
          segment + "/",
          "page must not step through directories");
      InvalidValueException.when(
          segment.isEmpty(),
          RequestField.PAGE,
          ValidationErrorReason.BAD_FORM,
          "//",
          "page has an empty segment");
    }
  }

  private static int firstRefused(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (refuses(value, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean refuses(String value, int index) {
    char character = value.charAt(index);
    return REFUSED.indexOf(character) >= 0
        || Character.isISOControl(character)
        || Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || isLoneSurrogate(value, index);
  }

  /** Half a character has no UTF-8 form: two different pages would get one name. */
  private static boolean isLoneSurrogate(String value, int index) {
    char character = value.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
  }

  @Override
  public String toString() {
    return value;
  }
}
