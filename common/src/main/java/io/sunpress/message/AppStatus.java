package io.sunpress.message;

import io.sunpress.code.AppId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one worker reports about an app that it draws for: what it may spend, and why it spends
 * nothing where WeChat draws nothing for it. Published again every half-minute and deleted when the
 * worker stops, or has had nothing to do with the app for a while; one that died takes nothing
 * back, so that a reader believes no note that is older than a few of these.
 *
 * @param app the mini-program
 * @param worker the publisher: one writer per key
 * @param stopped why it is stopped, where it is
 * @param throttledUntil until when it has used up its calls, where it has
 * @param share what the worker may spend, where it has lately had to do with the app
 * @param at when this was published
 */
public record AppStatus(
    AppId app,
    String worker,
    Optional<Stopped> stopped,
    Optional<Instant> throttledUntil,
    Optional<Share> share,
    Instant at) {
  public AppStatus {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(stopped, "stopped");
    Objects.requireNonNull(throttledUntil, "throttledUntil");
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(at, "at");
    if (!worker.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a worker's name is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  /**
   * What a worker may spend of an app's quota.
   *
   * @param perMinute calls a minute that it may make at this moment; 0 without partitions, and
   *     while WeChat takes none of its calls
   * @param limitPerMinute calls a minute that all workers together may make, as far as this one
   *     knows
   * @param waiting its calls that wait for their turn
   */
  public record Share(double perMinute, double limitPerMinute, int waiting) {}

  /**
   * WeChat refuses the app's credentials or rights.
   *
   * @param errcode WeChat's number
   * @param errmsg WeChat's text
   * @param since when that was first seen
   */
  public record Stopped(OptionalInt errcode, String errmsg, Instant since) {
    public Stopped {
      Objects.requireNonNull(errcode, "errcode");
      Objects.requireNonNull(errmsg, "errmsg");
      Objects.requireNonNull(since, "since");
    }
  }
}
