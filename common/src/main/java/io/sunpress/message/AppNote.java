package io.sunpress.message;

import io.sunpress.code.AppId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one worker says about an app that WeChat draws nothing for at present. Said again every
 * half-minute while it lasts and taken back when it is over; a worker that died takes nothing back,
 * so that a reader believes no note that is older than a few of these.
 *
 * @param app the mini-program
 * @param worker who says so: one writer per key
 * @param stopped why it is stopped, where it is
 * @param throttledUntil until when it has used up its calls, where it has
 * @param at when this was said
 */
public record AppNote(
    AppId app,
    String worker,
    Optional<Stopped> stopped,
    Optional<Instant> throttledUntil,
    Instant at) {
  public AppNote {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(stopped, "stopped");
    Objects.requireNonNull(throttledUntil, "throttledUntil");
    Objects.requireNonNull(at, "at");
    if (!worker.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a worker's name is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

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
