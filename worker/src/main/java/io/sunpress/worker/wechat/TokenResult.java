package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import io.sunpress.secret.Secret;
import java.util.function.Function;

/** What came of asking for an access token. */
public sealed interface TokenResult {

  /** A token to be used. */
  record Granted(Secret token) implements TokenResult {}

  /** None. */
  record Refused(CodeError error) implements TokenResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Secret, R> granted, Function<CodeError, R> refused) {
    return this instanceof Granted g
        ? granted.apply(g.token())
        : refused.apply(((Refused) this).error());
  }
}
