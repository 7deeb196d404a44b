package io.sunpress.simulator.calls;

/** A call that waits for its end. */
@FunctionalInterface
public interface UnfinishedCall {

  /** Writes down how it ended; a later word replaces an earlier one. */
  void end(RecordedOutcome recordedOutcome);
}
