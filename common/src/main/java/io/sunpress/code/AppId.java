package io.sunpress.code;

/**
 * A mini-program's appid: {@code wx} and 16 lower-case hexadecimal digits.
 *
 * @param value the appid as WeChat prints it
 */
public record AppId(String value) {
  private static final String PREFIX = "wx";
  private static final int LENGTH = PREFIX.length() + 16;

  public AppId {
    InvalidValueException.when(
        !isWellFormed(value),
        RequestField.APP,
        ValidationErrorReason.BAD_FORM,
        "app is not an appid: wx and 16 digits of 0-9a-f");
  }

  /** By hand: each record that is read has one. */
  private static boolean isWellFormed(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
