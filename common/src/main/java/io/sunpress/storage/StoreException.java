package io.sunpress.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The store could not do it now: not reached, not allowed, not able. Nothing is known to be stored.
 * The text names no key, no signature and no URL.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  private final StoreProblem problem;

  StoreException(StoreProblem problem, String what, @Nullable Throwable cause) {
    super(problem.sentence().isEmpty() ? what : what + ": " + problem.sentence(), cause);
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /** What is wrong, as far as it can be named. */
  public StoreProblem problem() {
    return problem;
  }
}
