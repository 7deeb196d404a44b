package io.sunpress.worker.delay;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.message.ErrorClass;

/**
 * Counts what is put aside and put back.
 *
 * <pre>
 * sunpress.worker.retries{delay}  = sunpress.worker.requeued{from=delay} + what still waits there
 * sunpress.worker.parked          = sunpress.worker.requeued{from=parked} + what still waits there
 * </pre>
 *
 * once all is quiet, over all workers and but for repeats after a crash. Records that stay parked
 * and only go behind the others are counted apart, as {@code sunpress.worker.reparked}.
 */
public final class DelayMetrics {
  private final MeterRegistry registry;

  public DelayMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A request was sent to a delay. */
  public void delayed(RetryDelay retryDelay, ErrorClass cause) {
    registry
        .counter("sunpress.worker.retries", "delay", retryDelay.label(), "class", cause.wireName())
        .increment();
  }

  /** A request waits for its app. */
  public void parked(ErrorClass cause) {
    registry.counter("sunpress.worker.parked", "class", cause.wireName()).increment();
  }

  void relayed(String from) {
    registry.counter("sunpress.worker.requeued", "from", from).increment();
  }

  void parkedAgain() {
    registry.counter("sunpress.worker.reparked").increment();
  }
}
