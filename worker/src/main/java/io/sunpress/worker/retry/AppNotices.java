package io.sunpress.worker.retry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.message.AppNote;
import io.sunpress.message.AppNoteCodec;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.Outbox;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Tells the other processes how each app fares at this worker: every half-minute what may be spent
 * of its quota, and at once where the worker finds it closed, and when that is over.
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
  private final Supplier<Map<AppId, AppNote.Share>> shares;
  private final Map<AppId, Closure> closed = new ConcurrentHashMap<>();
  private final Map<AppId, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();

  /**
   * @param shares what may be spent now, of the apps that this worker has had to do with
   */
  public AppNotices(
      Topics topics,
      Outbox outbox,
      ScheduledExecutorService timer,
      Clock clock,
      Supplier<Map<AppId, AppNote.Share>> shares) {
    this.topic = topics.apps();
    this.outbox = outbox;
    this.clock = clock;
    this.shares = shares;
    timer.scheduleWithFixedDelay(this::sayAll, REPEAT_SECONDS, REPEAT_SECONDS, TimeUnit.SECONDS);
  }

  void sayAll() {
    Map<AppId, AppNote.Share> now = shares.get();
    Set<AppId> all = new HashSet<>(closed.keySet());
    all.addAll(now.keySet());
    all.forEach(app -> say(app, Optional.ofNullable(now.get(app))));
  }

  void tell(Closure closure) {
    closed.put(closure.app(), closure);
    say(closure.app(), Optional.empty());
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
  private void say(AppId app, Optional<AppNote.Share> share) {
    inTurn(app, () -> closed.containsKey(app) || share.isPresent() ? sayNow(app, share) : NOT_SAID)
        .thenAccept(said -> log.debug("Told how {} fares: {}", app, said));
  }

  private CompletableFuture<Boolean> sayNow(AppId app, Optional<AppNote.Share> share) {
    byte[] value = AppNoteCodec.write(note(app, Optional.ofNullable(closed.get(app)), share));
    return outbox.send(List.of(record(app, value)), () -> false);
  }

  private AppNote note(AppId app, Optional<Closure> closure, Optional<AppNote.Share> share) {
    return new AppNote(
        app,
        worker,
        closure.filter(Closure::isStop).map(AppNotices::stopped),
        closure.filter(c -> !c.isStop()).map(Closure::until),
        share,
        clock.instant());
  }

  private static AppNote.Stopped stopped(Closure closure) {
    return new AppNote.Stopped(
        closure.error().errcode(), closure.error().errmsg(), closure.since());
  }

  private ProducerRecord<byte[], byte[]> record(AppId app, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, AppNoteCodec.key(app, worker).getBytes(UTF_8), value);
  }

  /** Who stops knows nothing any more. */
  @Override
  public void close() {
    CompletableFuture<?>[] all =
        last.keySet().stream().map(this::takeBack).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
  }
}
