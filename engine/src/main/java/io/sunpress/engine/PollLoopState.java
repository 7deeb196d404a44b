package io.sunpress.engine;

/**
 * How a poll loop stands.
 *
 * @param phase the word
 * @param cause one sentence; empty where all is well
 */
public record PollLoopState(Phase phase, String cause) {

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

  static PollLoopState of(Phase phase) {
    return new PollLoopState(phase, "");
  }

  static PollLoopState waiting(String cause) {
    return new PollLoopState(Phase.WAITING, cause);
  }
}
