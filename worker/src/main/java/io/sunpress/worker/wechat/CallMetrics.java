package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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

  private static String outcome(CodeError error) {
    return error.type().wireName();
  }
}
