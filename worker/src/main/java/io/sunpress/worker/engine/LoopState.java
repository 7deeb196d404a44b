package io.sunpress.worker.engine;

/**
 * How a poll loop stands.
 *
 * @param phase the word
 * @param cause one sentence; empty where all is well
 */
public record LoopState(Phase phase, String cause) {

  /** How a poll loop stands. */
  public enum Phase {
    /** Not a member of its group, for a cause that will pass. */
    WAITING,
    POLLING,
    /** Finishes what is in hand. */
    DRAINING,
    STOPPED,
    /** Ended by a fault: only a new process helps. */
    DEAD
  }

  static LoopState of(Phase phase) {
    return new LoopState(phase, "");
  }

  static LoopState waiting(String cause) {
    return new LoopState(Phase.WAITING, cause);
  }
}
