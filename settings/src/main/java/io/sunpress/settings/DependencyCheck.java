package io.sunpress.settings;

import io.sunpress.storage.IdKeyCheckResult;
import io.sunpress.storage.StoreCheckResult;
import io.sunpress.topic.TopicCheckResult;
import java.util.Optional;

/**
 * One thing that must be there before work can begin.
 *
 * @param name the word in health and logs
 * @param look finds out how it stands; must return within seconds
 */
record DependencyCheck(String name, Look look) {

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
   * @param cause one sentence; where it is there, what is less safe than it could be, or empty
   */
  record State(Standing standing, String cause) {
    static State there() {
      return there("");
    }

    static State there(String warning) {
      return new State(Standing.THERE, warning);
    }

    static State missing(String cause) {
      return new State(Standing.MISSING, cause);
    }

    static State of(TopicCheckResult topics) {
      if (topics instanceof TopicCheckResult.Wrong wrong) {
        return new State(Standing.WRONG, String.join("; ", wrong.complaints()));
      }
      if (topics instanceof TopicCheckResult.Missing missing) {
        return missing(
            "Kafka: not there, and sunpress.topics.create is false: "
                + String.join(", ", missing.topics()));
      }
      return topics instanceof TopicCheckResult.Ready ready
          ? there(String.join("; ", ready.warnings()))
          : missing(((TopicCheckResult.Away) topics).cause());
    }

    static State of(Optional<StoreCheckResult.Away> store) {
      return store.map(away -> missing(away.cause())).orElseGet(State::there);
    }

    static State of(IdKeyCheckResult check) {
      if (check instanceof IdKeyCheckResult.Other other) {
        return new State(
            Standing.WRONG,
            "sunpress.id-key is another one than the bucket's: here %s, there %s"
                .formatted(other.here(), other.inBucket()));
      }
      return check instanceof IdKeyCheckResult.Away away ? missing(away.cause()) : there();
    }
  }
}
