package io.sunpress.bench.measure;

import java.util.Objects;

/**
 * One call that the simulator had.
 *
 * @param atMillis when it had arrived
 * @param kind which call, in lower case
 * @param drawing what was asked
 * @param outcome {@code picture}, an errcode, {@code abandoned} …
 * @param sha256 of the picture that was sent; empty where none was
 */
public record SimulatedCall(
    long atMillis, String kind, PageAndScene drawing, String outcome, String sha256) {
  public SimulatedCall {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(drawing, "drawing");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(sha256, "sha256");
  }

  /** Whether a code was asked, rather than a token or a quota. */
  public boolean isCode() {
    return kind.equals("unlimited") || kind.equals("limited") || kind.equals("square");
  }
}
