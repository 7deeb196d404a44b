package io.sunpress.worker.announce;

import io.sunpress.intake.Question;
import java.util.function.Function;

/** What a record turned out to be. */
public sealed interface Reading {

  /** A code is wanted. */
  record Wanted(Question question) implements Reading {}

  /** It can never become one. */
  record Refused(RefusedRecord record) implements Reading {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Question, R> wanted, Function<RefusedRecord, R> refused) {
    return this instanceof Wanted w
        ? wanted.apply(w.question())
        : refused.apply(((Refused) this).record());
  }
}
