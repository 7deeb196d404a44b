package io.sunpress.worker.wechat.diagnostics;

import io.sunpress.message.CodeError;
import java.util.Optional;
import java.util.function.Function;

/** What WeChat says of a call's quota. Its counters are up to 1 % off. */
public sealed interface QuotaReport {

  /**
   * It was told.
   *
   * @param daily calls a day
   * @param left of them
   * @param perMinute calls a minute; 0 where WeChat tells none
   */
  record Told(long daily, long left, long perMinute) implements QuotaReport {}

  /** It was not told. */
  record Refused(CodeError error) implements QuotaReport {}

  /** Why it was not told; empty where it was. */
  default Optional<CodeError> refusal() {
    return fold(told -> Optional.empty(), refused -> Optional.of(refused.error()));
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Function<Told, R> told, Function<Refused, R> refused) {
    return this instanceof Told t ? told.apply(t) : refused.apply((Refused) this);
  }
}
