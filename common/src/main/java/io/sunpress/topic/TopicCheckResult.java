package io.sunpress.topic;

import java.util.List;

/** What became of a look at the topics. */
public sealed interface TopicCheckResult {

  /** All are there and as they must be. */
  record Ready() implements TopicCheckResult {}

  /**
   * Kafka did not answer: ask again.
   *
   * @param cause one sentence
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
