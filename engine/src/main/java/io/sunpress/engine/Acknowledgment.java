package io.sunpress.engine;

/** A record that is in hand. Ended once, by {@link #finished()} or {@link #handBack()}. */
public interface Acknowledgment {
  /**
   * Whether the record's partition is still this worker's. Once it is not, another worker has the
   * record too, and no final result but "ready" may be published for it here.
   */
  boolean held();

  /**
   * Whether the partition is about to go. There is a moment left to finish what is nearly done;
   * what only waits is better handed back.
   */
  boolean isLeaving();

  /**
   * What takes long is over, and what is left is quick: the place may go to another record now.
   * Changes nothing where as many as a quarter of all places have been passed on already, so that a
   * slow store makes the worker take fewer records, and not ever more.
   */
  void nearlyDone();

  /** All that the record asked for is done and acknowledged: its offset may be committed. */
  void finished();

  /** The record stays undone; whoever has the partition next will see it again. */
  void handBack();
}
