package io.sunpress.storage;

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
   * @param cause one sentence, without keys
   */
  record Away(String cause) implements StoreCheckResult {}
}
