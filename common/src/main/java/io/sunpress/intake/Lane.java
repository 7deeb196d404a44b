package io.sunpress.intake;

import io.sunpress.topic.Topics;

/** How urgent a request is: a lane is a topic of its own. */
public enum Lane {
  /** Somebody waits. */
  INTERACTIVE,
  /** Campaigns and other systems' messages. */
  BULK;

  /** The topic that carries this lane. */
  public String topic(Topics topics) {
    return switch (this) {
      case INTERACTIVE -> topics.requests();
      case BULK -> topics.bulkRequests();
    };
  }
}
