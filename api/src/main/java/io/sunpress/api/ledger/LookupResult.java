package io.sunpress.api.ledger;

import io.sunpress.api.ledger.entry.LedgerEntry;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a look into the ledger found. */
public sealed interface LookupResult {

  /**
   * The code was asked or answered.
   *
   * @param entry what is known
   */
  record Seen(LedgerEntry entry) implements LookupResult {}

  /**
   * Nobody asked for it: everything that was in the topics when the question came has been read.
   */
  record Unknown() implements LookupResult {}

  /** The ledger could not read far enough in time to say that. */
  record CannotSay() implements LookupResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<LedgerEntry, R> seen, Supplier<R> unknown, Supplier<R> cannotSay) {
    if (this instanceof Seen s) {
      return seen.apply(s.entry());
    }
    return this instanceof Unknown ? unknown.get() : cannotSay.get();
  }
}
