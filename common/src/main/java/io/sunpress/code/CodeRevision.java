package io.sunpress.code;

import java.util.regex.Pattern;

/**
 * Distinguishes drawings of the same code: a new revision, for instance after a new avatar, makes
 * new codes.
 *
 * @param value at most 32 characters of {@code 0-9 A-Z a-z . _ -}; empty is the first one
 */
public record CodeRevision(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{0,32}");

  /** The revision of an app that never needed another. */
  public static final CodeRevision NONE = new CodeRevision("");

  public CodeRevision {
    InvalidValueException.when(
        !FORM.matcher(value).matches(),
        RequestField.REVISION,
        ValidationErrorReason.BAD_FORM,
        "revision must be at most 32 characters of 0-9 A-Z a-z . _ -");
  }

  @Override
  public String toString() {
    return value;
  }
}
