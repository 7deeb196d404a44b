package io.sunpress.simulator.ledger;

/** A call that waits for its end. */
@FunctionalInterface
public interface OpenCall {

  /** Writes down how it ended; a later word replaces an earlier one. */
  void end(Outcome outcome);
}
