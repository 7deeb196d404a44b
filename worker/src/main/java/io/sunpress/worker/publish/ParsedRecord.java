package io.sunpress.worker.publish;

import io.sunpress.request.CodeRequest;
import java.util.function.Function;

/** What a record turned out to be. */
public sealed interface ParsedRecord {

  /** A code is wanted. */
  record Wanted(CodeRequest question) implements ParsedRecord {}

  /** It can never become one. */
  record Refused(RejectedRecord record) implements ParsedRecord {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<CodeRequest, R> wanted, Function<RejectedRecord, R> refused) {
    return this instanceof Wanted w
        ? wanted.apply(w.question())
        : refused.apply(((Refused) this).record());
  }
}
