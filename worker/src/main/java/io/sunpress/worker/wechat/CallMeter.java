package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import java.util.function.Supplier;

/** Counts and times calls: {@code sunpress.wechat.calls} by app, kind and outcome. */
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

  void tokenFetched(String app, String outcome) {
    registry.counter("sunpress.wechat.token.fetches", "app", app, "outcome", outcome).increment();
  }

  private static String outcome(CodeError error) {
    return error.type().wireName();
  }
}
