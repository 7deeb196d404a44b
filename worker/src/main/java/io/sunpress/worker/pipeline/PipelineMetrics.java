package io.sunpress.worker.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sunpress.message.CodeError;
import io.sunpress.storage.CreateResult;
import io.sunpress.worker.delay.DelayMetrics;
import io.sunpress.worker.publish.PublishMetrics;
import io.sunpress.worker.publish.RejectedRecord;
import java.util.function.Supplier;

/**
 * Counts what becomes of records. At any time
 *
 * <pre>
 * sunpress.worker.records = sunpress.worker.requests, all outcomes + sunpress.worker.in.flight
 * </pre>
 *
 * and the identities of the operations guide. A request that is put back is another record. To be
 * watched: {@code failed} by class.
 */
final class PipelineMetrics {
  private final MeterRegistry registry;
  private final DelayMetrics retries;
  private final PublishMetrics said;

  PipelineMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.retries = new DelayMetrics(registry);
    this.said = new PublishMetrics(registry, "requests");
  }

  void taken() {
    registry.counter("sunpress.worker.records").increment();
  }

  /** A result was published and acknowledged. */
  void ended(PublishedResult result) {
    int told = result.told().size();
    result
        .outcome()
        .fold(
            new ProcessingResult.Cases<Boolean>() {
              @Override
              public Boolean stored(ProcessingResult.Stored stored) {
                said.events("ready", told);
                return stored.cached() ? count("cached", "none", told) : drawn(told);
              }

              @Override
              public Boolean failed(ProcessingResult.Failed failed) {
                said.events("failed", told);
                said.deadLetters(told);
                return count("failed", word(failed.error()), told);
              }

              @Override
              public Boolean postponed(ProcessingResult.Postponed postponed) {
                said.events("delayed", told);
                result.delay().ifPresent(delay -> retries.delayed(delay, postponed.error().type()));
                return count("delayed", word(postponed.error()), told);
              }

              @Override
              public Boolean parked(ProcessingResult.Parked parked) {
                CodeError error = parked.closure().error();
                said.events("delayed", told);
                retries.parked(error.type());
                return count("parked", word(error), told);
              }
            });
  }

  /** One has it drawn, whoever else asked meanwhile has joined it. */
  private boolean drawn(int told) {
    return count("drawn", "none", 1) && count("joined", "none", told - 1);
  }

  void refused(RejectedRecord refused) {
    count(said.refused(refused), word(refused.error()), 1);
  }

  void handedBack() {
    count("handed-back", "none", 1);
  }

  /** Times a PUT, told by how it went. */
  CreateResult timedPut(Supplier<CreateResult> put) {
    Timer.Sample start = Timer.start(registry);
    String outcome = "failed";
    try {
      CreateResult done = put.get();
      outcome = done instanceof CreateResult.Created ? "created" : "there";
      return done;
    } finally {
      start.stop(
          Timer.builder("sunpress.store.put")
              .description("Storing a picture")
              .tag("outcome", outcome)
              .register(registry));
    }
  }

  private boolean count(String outcome, String type, int times) {
    registry
        .counter("sunpress.worker.requests", "outcome", outcome, "class", type)
        .increment(times);
    return true;
  }

  private static String word(CodeError error) {
    return error.type().wireName();
  }
}
