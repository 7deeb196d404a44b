package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import io.sunpress.message.CodeError;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.limiter.SuspensionListener;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
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
public final class AppStatusPublisher implements SuspensionListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppStatusPublisher.class);

  /** How often it is looked for news: of an app there is no more of that than one a look. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int LOOKS_TO_A_REPETITION = 30;
  private static final long CLOSE_SECONDS = 1;
  private static final CompletableFuture<Boolean> NOT_SAID =
      CompletableFuture.completedFuture(false);

  private final String topic;
  private final String worker = UUID.randomUUID().toString();
  private final RetryingProducer retryingProducer;
  private final TaskTimer taskTimer;
  private final Clock clock;
  private final Supplier<Map<AppId, QuotaUsage>> fares;
  private final Map<AppId, Suspension> closed = new ConcurrentHashMap<>();
  private final Map<AppId, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();
  private final Map<AppId, StatusDigest> said = new ConcurrentHashMap<>();
  private int looks;
  private volatile boolean over;

  /**
   * @param fares how the apps fare now that this worker has lately had to do with
   */
  public AppStatusPublisher(
      Topics topics,
      RetryingProducer retryingProducer,
      TaskTimer taskTimer,
      Clock clock,
      Supplier<Map<AppId, QuotaUsage>> fares) {
    this.topic = topics.apps();
    this.retryingProducer = retryingProducer;
    this.taskTimer = taskTimer;
    this.clock = clock;
    this.fares = fares;
    taskTimer.after(LOOK_NANOS, this::look);
  }

  private void look() {
    try {
      boolean all = ++looks % LOOKS_TO_A_REPETITION == 0;
      Map<AppId, QuotaUsage> now = fares.get();
      Set<AppId> apps = new HashSet<>(closed.keySet());
      apps.addAll(now.keySet());
      for (AppId app : apps) {
        Optional<QuotaUsage> fare = Optional.ofNullable(now.get(app));
        if (!isUnderWay(app) && (all || isNews(app, fare))) {
          say(app, fare);
        }
      }
      said.keySet().stream()
          .filter(app -> !apps.contains(app) && !isUnderWay(app))
          .forEach(app -> inTurn(app, () -> takeBackNow(app)));
    } finally {
      taskTimer.after(LOOK_NANOS, this::look);
    }
  }

  /** Then a look says nothing: a broker that is away gets no queue of what was seen meanwhile. */
  private boolean isUnderWay(AppId app) {
    CompletableFuture<Boolean> sending = last.get(app);
    return sending != null && !sending.isDone();
  }

  private boolean isNews(AppId app, Optional<QuotaUsage> fare) {
    StatusDigest before = said.get(app);
    return before == null || StatusDigest.of(note(app, fare)).isNewsAfter(before);
  }

  @Override
  public void suspended(Suspension suspension) {
    closed.put(suspension.app(), suspension);
    say(suspension.app(), Optional.ofNullable(fares.get().get(suspension.app())));
  }

  @Override
  public void resumed(AppId app, Optional<Suspension> left) {
    left.ifPresentOrElse(
        this::suspended,
        () -> takeBack(app).thenAccept(done -> log.debug("{} is no more told of: {}", app, done)));
  }

  private CompletableFuture<Boolean> takeBack(AppId app) {
    closed.remove(app);
    return inTurn(app, () -> takeBackNow(app));
  }

  private CompletableFuture<Boolean> takeBackNow(AppId app) {
    said.remove(app);
    return retryingProducer.send(List.of(record(app, null)), () -> !closed.containsKey(app));
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
  private void say(AppId app, Optional<QuotaUsage> fare) {
    inTurn(app, () -> isOver(app, fare) ? NOT_SAID : sayNow(note(app, fare)))
        .thenAccept(done -> log.debug("Told how {} fares: {}", app, done));
  }

  private boolean isOver(AppId app, Optional<QuotaUsage> fare) {
    return over || fare.isEmpty() && !closed.containsKey(app);
  }

  private CompletableFuture<Boolean> sayNow(AppStatus note) {
    said.put(note.app(), StatusDigest.of(note));
    return retryingProducer.send(
        List.of(record(note.app(), AppStatusCodec.write(note))), () -> false);
  }

  private AppStatus note(AppId app, Optional<QuotaUsage> fare) {
    Optional<Suspension> suspension = Optional.ofNullable(closed.get(app));
    return new AppStatus(
        app,
        worker,
        suspension.filter(Suspension::isStop).map(AppStatusPublisher::stopped),
        suspension
            .filter(known -> !known.isStop())
            .map(Suspension::until)
            .or(() -> fare.flatMap(QuotaUsage::throttledUntil)),
        fare.map(QuotaUsage::share),
        clock.instant());
  }

  private static AppStatus.Stopped stopped(Suspension suspension) {
    CodeError error = suspension.error();
    String only = suspension.kind().map(kind -> "only " + kind.wireName() + ": ").orElse("");
    return new AppStatus.Stopped(error.errcode(), only + error.errmsg(), suspension.since());
  }

  private ProducerRecord<byte[], byte[]> record(AppId app, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, AppStatusCodec.key(app, worker).getBytes(UTF_8), value);
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
