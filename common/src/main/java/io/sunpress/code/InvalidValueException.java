package io.sunpress.code;

/**
 * A value that its type does not allow. Thrown by the value types alone and caught in one place,
 * where a message is judged; everywhere else it is a bug.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient ValidationError validationError;

  public InvalidValueException(ValidationError validationError) {
    super(validationError.detail());
    this.validationError = validationError;
  }

  /** What was wrong. */
  public ValidationError refusal() {
    return validationError;
  }

  static void when(
      boolean wrong,
      RequestField requestField,
      ValidationErrorReason validationErrorReason,
      String detail) {
    when(wrong, requestField, validationErrorReason, "", detail);
  }

  static void when(
      boolean wrong,
      RequestField requestField,
      ValidationErrorReason validationErrorReason,
      Object offending,
      String detail) {
    if (wrong) {
      throw new InvalidValueException(
          new ValidationError(
              requestField, validationErrorReason, String.valueOf(offending), detail));
    }
  }
}
