package io.sunpress.worker.press;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sunpress.message.CodeError;
import java.util.function.Supplier;

/**
 * Counts what becomes of records. For the requests' topics, once all is quiet:
 *
 * <pre>
 * sunpress.worker.records = sunpress.worker.requests{ready} + {cached} + {failed} + {refused}
 *                           + {handed-back}
 * sunpress.worker.dead.letters ≤ {failed} + {refused}
 * </pre>
 *
 * To be watched: {@code failed} by class, and {@code sunpress.worker.dead.letters}.
 */
final class PressMeter {
  private static final String REQUESTS = "sunpress.worker.requests";
  private final MeterRegistry registry;
  private final Timer puts;

  PressMeter(MeterRegistry registry) {
    this.registry = registry;
    this.puts =
        Timer.builder("sunpress.store.put")
            .description("Storing a picture, where it went well")
            .register(registry);
  }

  void taken() {
    registry.counter("sunpress.worker.records").increment();
  }

  void ended(Outcome outcome, int requests) {
    outcome.fold(
        stored -> count(stored.cached() ? "cached" : "ready", "none", requests),
        failed -> count("failed", word(failed.error()), requests));
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
