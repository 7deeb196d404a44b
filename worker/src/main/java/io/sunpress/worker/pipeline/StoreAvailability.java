package io.sunpress.worker.pipeline;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sunpress.concurrent.DaemonThreads;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoreCheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the store is away. Somebody reports trouble; from then on nothing new is taken, and
 * the store is looked at until it answers. Where it refused a picture it counts as away until it
 * takes something of that size in the same place: a store that is full, or may not be written to
 * there, answers to all else. Who waits is told whether it was really away, or only refused one
 * thing.
 */
public final class StoreAvailability implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoreAvailability.class);
  private static final long LOOK_MILLIS = 500;

  private final ImageStore store;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sunpress-store-watch"));
  private final List<Consumer<Boolean>> waiting = new ArrayList<>();
  private boolean wasAway;
  private @Nullable Picture refused;
  private volatile boolean suspected;
  private volatile @Nullable String cause;

  public StoreAvailability(ImageStore store) {
    this.store = store;
  }

  /** Whether nothing should be taken for now. */
  public boolean isSuspected() {
    return suspected;
  }

  /** Why the store can't be used; empty where it can. */
  public Optional<String> obstacle() {
    return Optional.ofNullable(cause);
  }

  /**
   * The store failed somebody.
   *
   * @param picture what it refused, where it did
   * @param back called once when it answers again: with true where it had been away
   */
  synchronized void trouble(Optional<Picture> picture, Consumer<Boolean> back) {
    waiting.add(back);
    picture.ifPresent(latest -> refused = latest);
    if (!suspected) {
      suspected = true;
      wasAway = false;
      lookIn(0);
    }
  }

  private void lookIn(long delayMillis) {
    try {
      looker.schedule(this::look, delayMillis, MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped: the store is looked at no more");
    }
  }

  private void look() {
    StoreCheckResult state = check();
    if (state instanceof StoreCheckResult.Away away) {
      stillAway(away.cause());
      lookIn(LOOK_MILLIS);
    } else {
      back();
    }
  }

  private StoreCheckResult check() {
    Picture like;
    synchronized (this) {
      like = refused;
    }
    return like == null ? store.check() : store.checkTakes(like);
  }

  private synchronized void stillAway(String newCause) {
    if (!wasAway) {
      log.warn("The store is away, nothing new is taken: {}", newCause);
    }
    wasAway = true;
    cause = newCause;
  }

  private void back() {
    List<Consumer<Boolean>> told;
    boolean away;
    synchronized (this) {
      told = List.copyOf(waiting);
      away = wasAway;
      waiting.clear();
      refused = null;
      suspected = false;
      cause = null;
    }
    if (away) {
      log.info("The store is back");
    }
    told.forEach(who -> who.accept(away));
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }
}
