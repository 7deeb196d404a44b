package io.sunpress.worker.wechat.token;

import io.sunpress.message.CodeError;
import io.sunpress.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What a source of tokens answers. */
sealed interface TokenSourceResult {
  /**
   * WeChat keeps the old token valid for the last five minutes, so that earlier is never needed.
   */
  Duration LARGEST_MARGIN = Duration.ofMinutes(5);

  /**
   * A token.
   *
   * @param value never empty
   * @param renewFrom when a newer one is asked for
   * @param end until when it is used where no newer one can be had
   */
  record Token(Secret value, Instant renewFrom, Instant end) implements TokenSourceResult {}

  /**
   * None.
   *
   * @param error why; quotes no credential
   */
  record Nothing(CodeError error) implements TokenSourceResult {}

  /**
   * A token that ends so long after it was asked for: how long the answer was under way is not
   * known. It is renewed a tenth of its life before its end.
   */
  static Token living(Secret value, Instant asked, Duration life) {
    Duration tenth = life.dividedBy(10);
    Duration margin = tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN;
    return new Token(value, asked.plus(life).minus(margin), asked.plus(life));
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Token, R> token, Function<CodeError, R> nothing) {
    return this instanceof Token t ? token.apply(t) : nothing.apply(((Nothing) this).error());
  }
}
