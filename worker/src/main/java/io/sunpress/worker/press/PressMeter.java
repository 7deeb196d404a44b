package io.sunpress.worker.press;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sunpress.message.CodeError;
import io.sunpress.worker.retry.RetryMeter;
import java.util.function.Supplier;

/**
 * Counts what becomes of records. For the requests' topics, once all is quiet:
 *
 * <pre>
 * sunpress.worker.records = sunpress.worker.requests{ready} + {cached} + {failed} + {refused}
 *                           + {delayed} + {parked} + {handed-back}
 * sunpress.worker.dead.letters ≤ {failed} + {refused}
 * </pre>
 *
 * A request that is put back is another record. To be watched: {@code failed} by class, and {@code
 * sunpress.worker.dead.letters}.
 */
final class PressMeter {
  private static final String REQUESTS = "sunpress.worker.requests";
  private final MeterRegistry registry;
  private final RetryMeter retries;
  private final Timer puts;

  PressMeter(MeterRegistry registry) {
    this.registry = registry;
    this.retries = new RetryMeter(registry);
    this.puts =
        Timer.builder("sunpress.store.put")
            .description("Storing a picture, where it went well")
            .register(registry);
  }

  void taken() {
    registry.counter("sunpress.worker.records").increment();
  }

  /** A verdict was said and acknowledged. */
  void ended(Verdict verdict) {
    verdict
        .outcome()
        .fold(
            new Outcome.Cases<Boolean>() {
              @Override
              public Boolean stored(Outcome.Stored stored) {
                return count(stored.cached() ? "cached" : "ready", "none", verdict.told().size());
              }

              @Override
              public Boolean failed(Outcome.Failed failed) {
                deadLetters(failed.dead() ? verdict.told().size() : 0);
                return count("failed", word(failed.error()), verdict.told().size());
              }

              @Override
              public Boolean postponed(Outcome.Postponed postponed) {
                verdict
                    .delay()
                    .ifPresent(delay -> retries.delayed(delay, postponed.error().type()));
                return count("delayed", word(postponed.error()), verdict.told().size());
              }

              @Override
              public Boolean parked(Outcome.Parked parked) {
                CodeError error = parked.closure().error();
                retries.parked(error.type());
                return count("parked", word(error), verdict.told().size());
              }
            });
  }

  void refused(CodeError error) {
    count("refused", word(error), 1);
  }

  void handedBack(int requests) {
    count("handed-back", "none", requests);
  }

  void deadLetters(int letters) {
    registry.counter("sunpress.worker.dead.letters").increment(letters);
  }

  <T> T timedPut(Supplier<T> put) {
    long start = System.nanoTime();
    T done = put.get();
    puts.record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
    return done;
  }

  private boolean count(String outcome, String type, int times) {
    registry.counter(REQUESTS, "outcome", outcome, "class", type).increment(times);
    return true;
  }

  private static String word(CodeError error) {
    return error.type().wireName();
  }
}
