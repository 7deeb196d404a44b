package io.sunpress.topic;

/**
 * How missing topics are made.
 *
 * @param allowed false where somebody else makes them
 * @param replication how many brokers keep each record; 0: the broker's {@code
 *     default.replication.factor}
 */
public record TopicCreation(boolean allowed, int replication) {
  /** What an installation gets when it sets nothing. */
  public static final TopicCreation DEFAULT = new TopicCreation(true, 0);

  /** Nothing is made. */
  public static final TopicCreation NONE = new TopicCreation(false, 0);

  public TopicCreation {
    if (replication < 0 || replication > Short.MAX_VALUE) {
      throw new IllegalArgumentException("replication must be 0 or a number of brokers");
    }
  }
}
