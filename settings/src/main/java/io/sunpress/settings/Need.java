package io.sunpress.settings;

import io.sunpress.storage.IdKeyCheck;
import io.sunpress.storage.StoreState;
import io.sunpress.topic.TopicState;

/**
 * One thing that must be there before work can begin.
 *
 * @param name the word in health and logs
 * @param look finds out how it stands; must return within seconds
 */
record Need(String name, Look look) {

  /** Finds out how a need stands. */
  interface Look {
    State state() throws InterruptedException;
  }

  /** How a need stands. */
  enum Standing {
    THERE,
    MISSING,
    /** Waiting does not help: a setting or a topic has to be changed. */
    WRONG
  }

  /**
   * How a need stands, and why.
   *
   * @param standing the word
   * @param cause one sentence; empty where all is well
   */
  record State(Standing standing, String cause) {
    static State there() {
      return new State(Standing.THERE, "");
    }

    static State missing(String cause) {
      return new State(Standing.MISSING, cause);
    }

    static State of(TopicState topics) {
      if (topics instanceof TopicState.Wrong wrong) {
        return new State(Standing.WRONG, String.join("; ", wrong.complaints()));
      }
      return topics instanceof TopicState.Away away ? missing(away.cause()) : there();
    }

    static State of(StoreState store) {
      return store instanceof StoreState.Away away ? missing(away.cause()) : there();
    }

    static State of(IdKeyCheck check) {
      if (check instanceof IdKeyCheck.Other other) {
        return new State(
            Standing.WRONG,
            "sunpress.id-key is another one than the bucket's: here %s, there %s"
                .formatted(other.here(), other.inBucket()));
      }
      return check instanceof IdKeyCheck.Away away ? missing(away.cause()) : there();
    }
  }
}
