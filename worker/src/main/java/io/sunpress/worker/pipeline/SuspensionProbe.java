package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCall;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.wechat.CallPermit;
import io.sunpress.worker.wechat.CodeClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks WeChat again for what it refused: for the code, whose picture is discarded, where it refused
 * the call, and for a token where there was none.
 */
public final class SuspensionProbe implements Function<Suspension, Optional<CodeError>> {
  private static final CodeError NOT_SENT = CodeError.of(ErrorClass.BUSY, "the probe was not sent");

  private final CodeClient codeClient;
  private final CallLimiter callLimiter;

  public SuspensionProbe(CodeClient codeClient, CallLimiter callLimiter) {
    this.codeClient = codeClient;
    this.callLimiter = callLimiter;
  }

  /**
   * Why the suspension goes on; nothing where it is over. A worker whose address is refused has
   * left its groups and gets no permit: then a token is all that it may ask for.
   */
  @Override
  public Optional<CodeError> apply(Suspension suspension) {
    Optional<CallPermit> permit = suspension.refused().flatMap(callLimiter::probePermit);
    if (permit.isPresent()) {
      return drawn(suspension.refused().orElseThrow(), permit.get());
    }
    boolean token = suspension.refused().isEmpty() || suspension.isOfThisAddress();
    return token ? codeClient.credentials(suspension.app()) : Optional.of(NOT_SENT);
  }

  /** A call that WeChat judges by itself is no call of a closed app, whatever becomes of it. */
  private Optional<CodeError> drawn(CodeCall call, CallPermit permit) {
    return codeClient
        .draw(call.spec(), call.checkPath(), permit)
        .fold(
            drawn -> {
              callLimiter.drawn(call);
              return Optional.empty();
            },
            refused -> Optional.of(refused.error()).filter(e -> e.type() != ErrorClass.REQUEST),
            () -> Optional.of(NOT_SENT));
  }
}
