package io.sunpress.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What became of a look at the topics. */
public sealed interface TopicCheckResult {

  /**
   * All are there and can be worked with.
   *
   * @param warnings one sentence each: what is less safe than it could be
   * @param retention the shortest for which Kafka keeps a request; empty where it is not known, or
   *     has no end
   */
  record Ready(List<String> warnings, Optional<Duration> retention) implements TopicCheckResult {
    public Ready {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * All that is wrong is that these are not there, and that we may not make them.
   *
   * @param topics their names
   */
  record Missing(List<String> topics) implements TopicCheckResult {
    public Missing {
      topics = List.copyOf(topics);
    }
  }

  /**
   * Kafka does not answer or refuses something, or topics are missing: ask again.
   *
   * @param cause sentences with topic, missing right, and what Kafka reports
   */
  record Away(String cause) implements TopicCheckResult {}

  /**
   * A topic is not as it must be. Waiting does not help: somebody has to change it.
   *
   * @param complaints one sentence each, naming topic and setting
   */
  record Wrong(List<String> complaints) implements TopicCheckResult {
    public Wrong {
      complaints = List.copyOf(complaints);
    }
  }
}
