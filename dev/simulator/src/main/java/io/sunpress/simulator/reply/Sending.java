package io.sunpress.simulator.reply;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** How an answer is put on the wire. */
public sealed interface Sending {

  /** As every server does. */
  record Whole() implements Sending {}

  /** Nothing is sent; closed after that time, or only by the caller. */
  record Never(Optional<Duration> closeAfter) implements Sending {
    public Never {
      requireNonNull(closeAfter, "closeAfter");
    }
  }

  /** So many bytes of the body at each step. */
  record Drip(int bytes, Duration step) implements Sending {
    public Drip {
      requireNonNull(step, "step");
    }
  }

  /** The connection is closed when so many bytes of the body are out. */
  record Cut(long afterBytes) implements Sending {}

  /** In chunks, of which the last ones are missing: closed when so many bytes are out. */
  record CutChunk(long afterBytes) implements Sending {}

  /** The connection is reset before anything is sent. */
  record Reset() implements Sending {}

  /** The body is followed by noise up to so many bytes in all. */
  record Flood(long bytes) implements Sending {}
}
