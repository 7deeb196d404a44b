package io.sunpress.worker.publish;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was said and acknowledged: events by their type, dead letters by who wrote them. */
public final class PublishMetrics {
  private final MeterRegistry registry;
  private final String from;

  /**
   * @param from who says it: {@code requests}, or a source's name
   */
  public PublishMetrics(MeterRegistry registry, String from) {
    this.registry = registry;
    this.from = from;
  }

  /** So many events. */
  public void events(String type, int times) {
    registry.counter("sunpress.worker.events", "type", type, "from", from).increment(times);
  }

  /** So many dead letters. */
  public void deadLetters(int times) {
    registry.counter("sunpress.worker.dead.letters", "from", from).increment(times);
  }

  /**
   * A record that can never become a code.
   *
   * @return the word for how it ended: {@code unreadable} where nobody could be told
   */
  public String refused(RejectedRecord refused) {
    deadLetters(1);
    if (refused.asked().isEmpty()) {
      return "unreadable";
    }
    events("failed", 1);
    return "refused";
  }
}
