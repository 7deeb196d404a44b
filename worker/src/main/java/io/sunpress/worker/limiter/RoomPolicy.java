package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How the requests of an app that is throttled, or asked for more than its limit allows, make room
 * for others. A quarter of the places they may rest on in peace. Those beyond it leave, slowly
 * where nobody else is about, since each costs three records and an event; and where somebody is,
 * about as fast as the app's own calls would let them through, so that no app waits longer because
 * another is throttled.
 */
public final class RoomPolicy {
  private static final int PEACEFUL = 4;
  private static final int FAST = 16;
  private static final int SLOW = 64;
  private static final long LATELY_NANOS = Duration.ofSeconds(10).toNanos();

  private final int places;
  private final LongSupplier nanoTime;
  private final Map<AppId, Long> worked = new ConcurrentHashMap<>();

  /**
   * @param places how many requests are in hand at most
   */
  public RoomPolicy(int places, LongSupplier nanoTime) {
    this.places = places;
    this.nanoTime = nanoTime;
  }

  /** A request of this app goes on: it is not throttled. */
  public void worked(AppId app) {
    worked.put(app, nanoTime.getAsLong());
  }

  /**
   * How many have to leave now, if that is asked every quarter of a second.
   *
   * @param resting how many of this app rest
   */
  public int toLeave(AppId app, int resting) {
    int beyond = Math.max(0, resting - places / PEACEFUL);
    int atOnce = Math.max(1, places / (isAlone(app) ? SLOW : FAST));
    return Math.min(beyond, atOnce);
  }

  /**
   * How many that wait for their turn have to leave now: all beyond a quarter of the places, where
   * another app's records come by.
   *
   * @param waiting how many of this app wait for their turn
   */
  public int toPark(AppId app, int waiting) {
    return isAlone(app) ? 0 : Math.max(0, waiting - Math.max(1, places / PEACEFUL));
  }

  private boolean isAlone(AppId app) {
    long now = nanoTime.getAsLong();
    return worked.entrySet().stream()
        .noneMatch(other -> !other.getKey().equals(app) && now - other.getValue() < LATELY_NANOS);
  }
}
