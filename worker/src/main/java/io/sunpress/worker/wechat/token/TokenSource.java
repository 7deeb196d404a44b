package io.sunpress.worker.wechat.token;

import java.util.Optional;

/**
 * Where one app's access tokens come from. Only its {@link TokenCache} asks, one question at a
 * time.
 */
interface TokenSource {
  /** The word of metrics and settings: {@code stable}, {@code url}, {@code file}. */
  String name();

  /** Asks once; blocks. What the other side does wrong is an offer too, never an exception. */
  TokenSourceResult ask();

  /**
   * WeChat has refused the token that is offered again and again: has another one made, where that
   * is possible and allowed.
   */
  default Optional<TokenSourceResult> insist() {
    return Optional.empty();
  }
}
