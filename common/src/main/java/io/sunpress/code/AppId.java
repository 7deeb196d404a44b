package io.sunpress.code;

import java.util.regex.Pattern;

/**
 * A mini-program's appid: {@code wx} and 16 lower-case hexadecimal digits.
 *
 * @param value the appid as WeChat prints it
 */
public record AppId(String value) {
  private static final Pattern FORM = Pattern.compile("wx[0-9a-f]{16}");

  public AppId {
    InvalidValueException.when(
        !FORM.matcher(value).matches(),
        Field.APP,
        Reason.BAD_FORM,
        "app is not an appid: wx and 16 digits of 0-9a-f");
  }

  @Override
  public String toString() {
    return value;
  }
}
