package io.sunpress.worker.source;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a source fares: counted for the metrics, and what it waits for. */
public final class SourceStatus {
  private static final Logger log = LoggerFactory.getLogger(SourceStatus.class);

  /** So many skipped records without any other: its filter is probably wrong. */
  private static final int SUSPICIOUS_SKIPS = 1_000;

  private final String name;
  private final SourceMetrics metrics;
  private volatile Optional<String> cause = Optional.empty();
  private int skipsAtStart;
  private boolean hasMatched;

  SourceStatus(String name, SourceMetrics metrics) {
    this.name = name;
    this.metrics = metrics;
  }

  /** What it waits for; empty where it works. */
  Optional<String> cause() {
    return cause;
  }

  void works() {
    if (cause.isPresent()) {
      log.info("Source {} goes on", name);
      cause = Optional.empty();
    }
  }

  void waits(String why) {
    if (!cause.equals(Optional.of(why))) {
      log.warn("Source {} waits: {}", name, why);
      cause = Optional.of(why);
    }
  }

  synchronized void skipped() {
    metrics.record("skipped");
    skipsAtStart++;
    if (!hasMatched && skipsAtStart == SUSPICIOUS_SKIPS) {
      log.warn(
          "Source {} has skipped its first {} records: look at its `when`", name, skipsAtStart);
    }
  }

  synchronized void unreadable() {
    hasMatched = true;
    metrics.record("unreadable");
    metrics.refused(0);
  }

  synchronized void mapped(EvaluatedRecord.Rows rows, int published) {
    hasMatched = true;
    metrics.record(rows.requests().isEmpty() ? "refused" : "mapped");
    metrics.requests("published", published);
    metrics.requests("repeated", rows.requests().size() - published);
    if (!rows.refusals().isEmpty()) {
      metrics.refused(rows.refusals().size());
    }
  }
}
