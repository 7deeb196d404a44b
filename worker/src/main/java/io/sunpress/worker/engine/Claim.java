package io.sunpress.worker.engine;

/** A record that is in hand. Ended once, by {@link #finished()} or {@link #handBack()}. */
public interface Claim {
  /**
   * Whether the record's partition is still this worker's. Once it is not, another worker has the
   * record too, and nothing final but "ready" may be said about it here.
   */
  boolean held();

  /**
   * Whether the partition is about to go. There is a moment left to finish what is nearly done;
   * what only waits is better handed back.
   */
  boolean isLeaving();

  /** All that the record asked for is done and acknowledged: its offset may be committed. */
  void finished();

  /** The record stays undone; whoever has the partition next will see it again. */
  void handBack();
}
