package io.sunpress.worker.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.worker.publish.PublishMetrics;

/** Counts what comes through a source. */
final class SourceMetrics {
  private final MeterRegistry registry;
  private final String source;
  private final PublishMetrics published;

  SourceMetrics(MeterRegistry registry, String source) {
    this.registry = registry;
    this.source = source;
    this.published = new PublishMetrics(registry, source);
  }

  /**
   * A record that is finished.
   *
   * @param outcome {@code mapped}, {@code skipped}, {@code refused} or {@code unreadable}
   */
  void record(String outcome) {
    registry.counter("sunpress.source.records", "source", source, "outcome", outcome).increment();
  }

  /**
   * Requests that a finished record became.
   *
   * @param outcome {@code published}, {@code repeated} or {@code refused}
   */
  void requests(String outcome, int times) {
    registry
        .counter("sunpress.source.requests", "source", source, "outcome", outcome)
        .increment(times);
  }

  /** The dead letter of a record, and the failed events of its refused rows. */
  void refused(int rows) {
    published.deadLetters(1);
    published.events("failed", rows);
    requests("refused", rows);
  }
}
