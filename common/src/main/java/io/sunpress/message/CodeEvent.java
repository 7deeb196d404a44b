package io.sunpress.message;

import io.sunpress.code.PictureFormat;
import java.time.Instant;
import java.util.Objects;

/**
 * A public message about a request, on the {@code events} topic. One final event, ready or failed,
 * for each accepted request; its id is made from request, code and outcome, so that a consumer can
 * drop a repeat.
 */
public sealed interface CodeEvent {
  /** What was asked. */
  RequestDetails asked();

  /** {@code io.sunpress.code.ready.v1} and so on. */
  String type();

  /** {@code ready}, {@code failed}, or {@code delayed} with how often it was. */
  String outcome();

  /** Deterministic: the same request, code and outcome have the same id on every repeat. */
  default String eventId() {
    return asked().requestId() + ":" + asked().subject() + ":" + outcome();
  }

  /** When it happened. */
  Instant at();

  /**
   * The picture can be fetched.
   *
   * @param url where
   * @param format what it is
   * @param bytes its size
   * @param sha256 its hash, 64 hexadecimal digits
   * @param cached whether it was there before this request
   * @param attempts how many calls to WeChat this request took
   */
  record Ready(
      RequestDetails asked,
      String url,
      PictureFormat format,
      long bytes,
      String sha256,
      boolean cached,
      int attempts,
      Instant at)
      implements CodeEvent {
    public Ready {
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(at, "at");
    }

    @Override
    public String type() {
      return "io.sunpress.code.ready.v1";
    }

    @Override
    public String outcome() {
      return "ready";
    }
  }

  /**
   * There will be no picture for this request.
   *
   * @param error why
   * @param attempts how many calls to WeChat this request took
   */
  record Failed(RequestDetails asked, CodeError error, int attempts, Instant at)
      implements CodeEvent {
    public Failed {
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(at, "at");
    }

    @Override
    public String type() {
      return "io.sunpress.code.failed.v1";
    }

    @Override
    public String outcome() {
      return "failed";
    }
  }

  /**
   * Not final: the request waits.
   *
   * @param error what it waits for
   * @param attempts how many calls to WeChat it took so far
   * @param until when it is tried again, at the earliest
   * @param turn how often it was put aside, this time included: the same on every repeat, as {@code
   *     attempts} and {@code until} are not
   */
  record Delayed(
      RequestDetails asked, CodeError error, int attempts, Instant until, int turn, Instant at)
      implements CodeEvent {
    public Delayed {
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(until, "until");
      Objects.requireNonNull(at, "at");
    }

    @Override
    public String type() {
      return "io.sunpress.code.delayed.v1";
    }

    @Override
    public String outcome() {
      return "delayed:" + turn;
    }
  }
}
