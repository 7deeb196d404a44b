package io.sunpress.simulator.reply;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** How an answer is put on the wire. */
public sealed interface SendMode {

  /** As every server does. */
  record Whole() implements SendMode {}

  /** Nothing is sent; closed after that time, or only by the caller. */
  record Never(Optional<Duration> closeAfter) implements SendMode {
    public Never {
      requireNonNull(closeAfter, "closeAfter");
    }
  }

  /** So many bytes of the body at each step. */
  record Drip(int bytes, Duration step) implements SendMode {
    public Drip {
      requireNonNull(step, "step");
    }
  }

  /** The connection is closed when so many bytes of the body are out. */
  record Cut(long afterBytes) implements SendMode {}

  /** In chunks, of which the last ones are missing: closed when so many bytes are out. */
  record CutChunk(long afterBytes) implements SendMode {}

  /** The connection is reset before anything is sent. */
  record Reset() implements SendMode {}

  /** The body is followed by noise up to so many bytes in all. */
  record Flood(long bytes) implements SendMode {}
}
