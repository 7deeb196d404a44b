package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import java.util.function.Supplier;

/**
 * Counts and times calls: {@code sunpress.wechat.calls} by app, kind and outcome. What was not sent
 * is not counted, so that the sum is what WeChat saw, but for connections that were not made.
 */
final class CallMetrics {
  private final MeterRegistry registry;

  CallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  CodeCallResult measured(CodeSpec spec, Supplier<CodeCallResult> call) {
    Timer.Sample start = Timer.start(registry);
    CodeCallResult codeCallResult = call.get();
    start.stop(
        Timer.builder("sunpress.wechat.calls")
            .description("Code calls to WeChat")
            .tag("app", spec.app().value())
            .tag("kind", spec.kind().wireName())
            .tag(
                "outcome",
                codeCallResult.fold(
                    drawn -> "image", refused -> outcome(refused.error()), () -> "unsent"))
            .register(registry));
    return codeCallResult;
  }

  /**
   * Counts {@code sunpress.wechat.token.fetches} by app, source, way and outcome.
   *
   * @param how {@code asked} or {@code forced}
   */
  void tokenAsked(AppId app, String source, String how, TokenSourceResult offer) {
    Counter.builder("sunpress.wechat.token.fetches")
        .description("Questions for an access token")
        .tag("app", app.value())
        .tag("source", source)
        .tag("how", how)
        .tag("outcome", offer.fold(token -> "granted", CallMetrics::outcome))
        .register(registry)
        .increment();
  }

  private static String outcome(CodeError error) {
    return error.type().wireName();
  }
}
