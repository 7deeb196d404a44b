package io.sunpress.code;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a value type says of a value that it does not allow. */
final class RefusalAssertions {
  private RefusalAssertions() {}

  static AbstractObjectAssert<?, Refusal> assertRefused(
      ThrowingCallable call, Field field, Reason reason) {
    Refusal[] refusal = new Refusal[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(InvalidValueException.class, e -> refusal[0] = e.refusal());
    Assertions.assertThat(refusal[0])
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(field, reason);
    return Assertions.assertThatObject(refusal[0]);
  }
}
