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
final class CallMeter {
  private final MeterRegistry registry;

  CallMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  Drawing measured(CodeSpec spec, Supplier<Drawing> call) {
    Timer.Sample start = Timer.start(registry);
    Drawing drawing = call.get();
    start.stop(
        Timer.builder("sunpress.wechat.calls")
            .description("Code calls to WeChat")
            .tag("app", spec.app().value())
            .tag("kind", spec.kind().wireName())
            .tag(
                "outcome",
                drawing.fold(drawn -> "image", refused -> outcome(refused.error()), () -> "unsent"))
            .register(registry));
    return drawing;
  }

  /**
   * Counts {@code sunpress.wechat.token.fetches} by app, source, way and outcome.
   *
   * @param how {@code asked} or {@code forced}
   */
  void tokenAsked(AppId app, String source, String how, TokenOffer offer) {
    Counter.builder("sunpress.wechat.token.fetches")
        .description("Questions for an access token")
        .tag("app", app.value())
        .tag("source", source)
        .tag("how", how)
        .tag("outcome", offer.fold(token -> "granted", CallMeter::outcome))
        .register(registry)
        .increment();
  }

  private static String outcome(CodeError error) {
    return error.type().wireName();
  }
}
