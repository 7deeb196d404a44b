package io.sunpress.code;

/**
 * A value that its type does not allow. Thrown by the value types alone and caught in one place,
 * where a message is judged; everywhere else it is a bug.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public InvalidValueException(Refusal refusal) {
    super(refusal.detail());
    this.refusal = refusal;
  }

  /** What was wrong. */
  public Refusal refusal() {
    return refusal;
  }

  static void when(boolean wrong, Field field, Reason reason, String detail) {
    when(wrong, field, reason, "", detail);
  }

  static void when(boolean wrong, Field field, Reason reason, Object offending, String detail) {
    if (wrong) {
      throw new InvalidValueException(
          new Refusal(field, reason, String.valueOf(offending), detail));
    }
  }
}
