package io.sunpress.request;

import io.sunpress.topic.Topics;

/** How urgent a request is: a lane is a topic of its own. */
public enum Priority {
  /** Somebody waits. */
  INTERACTIVE,
  /** Campaigns and other systems' messages. */
  BULK;

  /** The priority of a topic's requests: whatever is not waited for is bulk. */
  public static Priority of(String topic, Topics topics) {
    return topic.equals(INTERACTIVE.topic(topics)) ? INTERACTIVE : BULK;
  }

  /** The name of the group of workers that reads it, before the installation's own is added. */
  public String group() {
    return switch (this) {
      case INTERACTIVE -> "sunpress-worker";
      case BULK -> "sunpress-worker-bulk";
    };
  }

  /** The topic that carries this lane. */
  public String topic(Topics topics) {
    return switch (this) {
      case INTERACTIVE -> topics.requests();
      case BULK -> topics.bulkRequests();
    };
  }
}
