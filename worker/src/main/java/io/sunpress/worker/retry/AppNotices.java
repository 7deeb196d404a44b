package io.sunpress.worker.retry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.message.AppNote;
import io.sunpress.message.AppNoteCodec;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other processes which apps this worker finds closed: at once, every half-minute while
 * it lasts, and when it is over.
 */
public final class AppNotices implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppNotices.class);
  private static final long REPEAT_SECONDS = 30;
  private static final long CLOSE_SECONDS = 1;
  private static final CompletableFuture<Boolean> NOT_SAID =
      CompletableFuture.completedFuture(false);

  private final String topic;
  private final String worker = UUID.randomUUID().toString();
  private final Outbox outbox;
  private final Clock clock;
  private final Map<AppId, Closure> closed = new ConcurrentHashMap<>();
  private final Map<AppId, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();

  public AppNotices(Topics topics, Outbox outbox, ScheduledExecutorService timer, Clock clock) {
    this.topic = topics.apps();
    this.outbox = outbox;
    this.clock = clock;
    timer.scheduleWithFixedDelay(
        () -> closed.values().forEach(this::say), REPEAT_SECONDS, REPEAT_SECONDS, TimeUnit.SECONDS);
  }

  void tell(Closure closure) {
    closed.put(closure.app(), closure);
    say(closure);
  }

  CompletableFuture<Boolean> takeBack(AppId app) {
    closed.remove(app);
    return inTurn(
        app, () -> outbox.send(List.of(record(app, null)), () -> !closed.containsKey(app)));
  }

  /** One after the other: of two that are sent by two threads the first may arrive last. */
  private CompletableFuture<Boolean> inTurn(
      AppId app, Supplier<CompletableFuture<Boolean>> sending) {
    return last.compute(
        app,
        (same, before) ->
            before == null ? sending.get() : before.thenCompose(said -> sending.get()));
  }

  /** Once: it is said again soon. Not at all where it is over by the time it could be said. */
  private void say(Closure closure) {
    AppId app = closure.app();
    inTurn(app, () -> closed.containsKey(app) ? sayNow(closure) : NOT_SAID)
        .thenAccept(said -> log.debug("Told that {} is closed: {}", app, said));
  }

  private CompletableFuture<Boolean> sayNow(Closure closure) {
    byte[] value = AppNoteCodec.write(note(closure));
    return outbox.send(List.of(record(closure.app(), value)), () -> false);
  }

  private AppNote note(Closure closure) {
    AppNote.Stopped stopped =
        new AppNote.Stopped(closure.error().errcode(), closure.error().errmsg(), closure.since());
    boolean isStop = closure.isStop();
    return new AppNote(
        closure.app(),
        worker,
        isStop ? Optional.of(stopped) : Optional.empty(),
        isStop ? Optional.empty() : Optional.of(closure.until()),
        clock.instant());
  }

  private ProducerRecord<byte[], byte[]> record(AppId app, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, AppNoteCodec.key(app, worker).getBytes(UTF_8), value);
  }

  /** Who stops knows nothing any more. */
  @Override
  public void close() {
    CompletableFuture<?>[] all =
        closed.keySet().stream().map(this::takeBack).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
  }
}
