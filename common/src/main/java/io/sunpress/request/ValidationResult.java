package io.sunpress.request;

import io.sunpress.code.ValidationError;
import io.sunpress.message.RequestCorrelation;
import java.util.function.Function;

/** The result of validating a request. */
public sealed interface ValidationResult {

  /**
   * It may be asked.
   *
   * @param question complete and named
   */
  record Valid(CodeRequest question) implements ValidationResult {}

  /**
   * It may not, and never will.
   *
   * @param refusal why
   * @param asker who asked
   */
  record Refused(ValidationError refusal, RequestCorrelation asker) implements ValidationResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<CodeRequest, R> valid, Function<Refused, R> refused) {
    return this instanceof Valid v ? valid.apply(v.question()) : refused.apply((Refused) this);
  }
}
