package io.sunpress.topic;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long Kafka keeps a request: what its topics have, once that is known, and the setting before.
 */
public final class RequestRetention implements Supplier<Duration> {
  private volatile Duration now;

  /**
   * @param setting what topics that we make get
   */
  public RequestRetention(Duration setting) {
    this.now = setting;
  }

  /** The shortest that a topic of requests has. */
  public void found(Duration shortest) {
    now = shortest;
  }

  @Override
  public Duration get() {
    return now;
  }
}
