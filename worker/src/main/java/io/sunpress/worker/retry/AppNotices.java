package io.sunpress.worker.retry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.message.AppNote;
import io.sunpress.message.AppNoteCodec;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.quota.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other processes how each app fares at this worker: at once where the worker finds it
 * closed, and when that is over; within a second or two what else is news, such as the first work
 * for it; and all of it again every half-minute. What it has had nothing to do with for a while, it
 * takes back.
 */
public final class AppNotices implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppNotices.class);

  /** How often it is looked for news: of an app there is no more of that than one a look. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int LOOKS_TO_A_REPETITION = 30;
  private static final long CLOSE_SECONDS = 1;
  private static final CompletableFuture<Boolean> NOT_SAID =
      CompletableFuture.completedFuture(false);

  private final String topic;
  private final String worker = UUID.randomUUID().toString();
  private final Outbox outbox;
  private final Timer timer;
  private final Clock clock;
  private final Supplier<Map<AppId, Fare>> fares;
  private final Map<AppId, Closure> closed = new ConcurrentHashMap<>();
  private final Map<AppId, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();
  private final Map<AppId, Gist> said = new ConcurrentHashMap<>();
  private int looks;
  private volatile boolean over;

  /**
   * @param fares how the apps fare now that this worker has lately had to do with
   */
  public AppNotices(
      Topics topics, Outbox outbox, Timer timer, Clock clock, Supplier<Map<AppId, Fare>> fares) {
    this.topic = topics.apps();
    this.outbox = outbox;
    this.timer = timer;
    this.clock = clock;
    this.fares = fares;
    timer.after(LOOK_NANOS, this::look);
  }

  private void look() {
    try {
      boolean all = ++looks % LOOKS_TO_A_REPETITION == 0;
      Map<AppId, Fare> now = fares.get();
      Set<AppId> apps = new HashSet<>(closed.keySet());
      apps.addAll(now.keySet());
      for (AppId app : apps) {
        Optional<Fare> fare = Optional.ofNullable(now.get(app));
        if (!isUnderWay(app) && (all || isNews(app, fare))) {
          say(app, fare);
        }
      }
      said.keySet().stream()
          .filter(app -> !apps.contains(app) && !isUnderWay(app))
          .forEach(app -> inTurn(app, () -> takeBackNow(app)));
    } finally {
      timer.after(LOOK_NANOS, this::look);
    }
  }

  /** Then a look says nothing: a broker that is away gets no queue of what was seen meanwhile. */
  private boolean isUnderWay(AppId app) {
    CompletableFuture<Boolean> sending = last.get(app);
    return sending != null && !sending.isDone();
  }

  private boolean isNews(AppId app, Optional<Fare> fare) {
    Gist before = said.get(app);
    return before == null || Gist.of(note(app, fare)).isNewsAfter(before);
  }

  void tell(Closure closure) {
    closed.put(closure.app(), closure);
    say(closure.app(), Optional.ofNullable(fares.get().get(closure.app())));
  }

  CompletableFuture<Boolean> takeBack(AppId app) {
    closed.remove(app);
    return inTurn(app, () -> takeBackNow(app));
  }

  private CompletableFuture<Boolean> takeBackNow(AppId app) {
    said.remove(app);
    return outbox.send(List.of(record(app, null)), () -> !closed.containsKey(app));
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
  private void say(AppId app, Optional<Fare> fare) {
    inTurn(app, () -> isOver(app, fare) ? NOT_SAID : sayNow(note(app, fare)))
        .thenAccept(done -> log.debug("Told how {} fares: {}", app, done));
  }

  private boolean isOver(AppId app, Optional<Fare> fare) {
    return over || fare.isEmpty() && !closed.containsKey(app);
  }

  private CompletableFuture<Boolean> sayNow(AppNote note) {
    said.put(note.app(), Gist.of(note));
    return outbox.send(List.of(record(note.app(), AppNoteCodec.write(note))), () -> false);
  }

  private AppNote note(AppId app, Optional<Fare> fare) {
    Optional<Closure> closure = Optional.ofNullable(closed.get(app));
    return new AppNote(
        app,
        worker,
        closure.filter(Closure::isStop).map(AppNotices::stopped),
        closure
            .filter(known -> !known.isStop())
            .map(Closure::until)
            .or(() -> fare.flatMap(Fare::throttledUntil)),
        fare.map(Fare::share),
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
    over = true;
    CompletableFuture<?>[] all =
        last.keySet().stream().map(this::takeBack).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
  }
}
