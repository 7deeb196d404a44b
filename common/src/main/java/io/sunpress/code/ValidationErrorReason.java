package io.sunpress.code;

import java.util.Locale;

/** Why a field was refused. The doors choose their own words and numbers by it. */
public enum ValidationErrorReason {
  /** Absent or null where a value is needed. */
  MISSING,
  /** An empty string. */
  EMPTY,
  /** Nothing but white space. */
  BLANK,
  /** JSON of another type than the contract's: nothing is converted. */
  WRONG_TYPE,
  TOO_LONG,
  /** A character that WeChat, or a page path, does not take. */
  BAD_CHARACTER,
  /** Not of the form that the field has. */
  BAD_FORM,
  OUT_OF_RANGE,
  /** Well formed, but not with this kind of code or for this app. */
  NOT_ALLOWED,
  /** Names something that is not configured here. */
  UNKNOWN;

  /** The reason as answers write it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
