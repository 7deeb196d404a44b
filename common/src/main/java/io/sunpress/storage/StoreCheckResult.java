package io.sunpress.storage;

import java.util.Objects;

/** What a look at the store found. */
public sealed interface StoreCheckResult {

  /**
   * It can be used.
   *
   * @param createOnly whether it refuses to overwrite by itself ({@code If-None-Match: *}); if not,
   *     the same bytes may be written twice under the same name
   */
  record Ready(boolean createOnly) implements StoreCheckResult {}

  /**
   * It can't be used now: not reached, or not with these keys.
   *
   * @param problem what is wrong, as far as it can be named
   * @param cause one sentence, without keys
   */
  record Away(StoreProblem problem, String cause) implements StoreCheckResult {
    public Away {
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(cause, "cause");
    }

    static Away of(StoreException e) {
      return new Away(e.problem(), String.valueOf(e.getMessage()));
    }
  }
}
