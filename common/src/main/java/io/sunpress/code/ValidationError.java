package io.sunpress.code;

import java.util.Objects;

/**
 * Why a request can't become a code.
 *
 * @param field the first field found wrong
 * @param reason the kind of mistake
 * @param offending the character, word or number that is wrong; empty where there is none
 * @param detail one English sentence for the caller: what, and which limit
 */
public record ValidationError(
    RequestField field, ValidationErrorReason reason, String offending, String detail) {
  public ValidationError {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(offending, "offending");
    Objects.requireNonNull(detail, "detail");
  }

  /** A refusal that points at no particular character or number. */
  public static ValidationError of(
      RequestField field, ValidationErrorReason reason, String detail) {
    return new ValidationError(field, reason, "", detail);
  }
}
