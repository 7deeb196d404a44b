package io.sunpress.intake;

import io.sunpress.code.Refusal;
import io.sunpress.message.Asker;
import java.util.function.Function;

/** What the judge says of a request. */
public sealed interface Judgement {

  /**
   * It may be asked.
   *
   * @param question complete and named
   */
  record Valid(Question question) implements Judgement {}

  /**
   * It may not, and never will.
   *
   * @param refusal why
   * @param asker who asked
   */
  record Refused(Refusal refusal, Asker asker) implements Judgement {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Question, R> valid, Function<Refused, R> refused) {
    return this instanceof Valid v ? valid.apply(v.question()) : refused.apply((Refused) this);
  }
}
