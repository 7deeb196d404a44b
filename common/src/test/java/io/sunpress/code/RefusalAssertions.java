package io.sunpress.code;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a value type says of a value that it does not allow. */
final class RefusalAssertions {
  private RefusalAssertions() {}

  static AbstractObjectAssert<?, ValidationError> assertRefused(
      ThrowingCallable call,
      RequestField requestField,
      ValidationErrorReason validationErrorReason) {
    ValidationError[] refusal = new ValidationError[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(InvalidValueException.class, e -> refusal[0] = e.refusal());
    Assertions.assertThat(refusal[0])
        .extracting(ValidationError::field, ValidationError::reason)
        .containsExactly(requestField, validationErrorReason);
    return Assertions.assertThatObject(refusal[0]);
  }
}
