package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has WeChat draw codes, with a valid token. The one thing of this package that others need. */
public final class CodeClient implements AutoCloseable {
  private static final TokenSourceSettings NO_SECRET =
      new TokenSourceSettings.Stable(Secret.of(""), false);

  private final WeChatClient client;
  private final TokenSourceFactory sources;
  private final Map<AppId, TokenSourceSettings> origins;
  private final Clock clock;
  private final CallMetrics meter;
  private final Map<AppId, TokenCache> tokens = new ConcurrentHashMap<>();

  /**
   * @param origins where each app's access tokens come from
   * @throws IllegalStateException where one of them can't be used at all
   */
  public CodeClient(
      WeChatProperties settings,
      Map<AppId, TokenSourceSettings> origins,
      Clock clock,
      MeterRegistry registry) {
    this.client = new WeChatClient(settings);
    this.sources = new TokenSourceFactory(client, settings, clock);
    this.origins = Map.copyOf(origins);
    this.clock = clock;
    this.meter = new CallMetrics(registry);
    origins.keySet().forEach(this::tokensOf);
  }

  /**
   * Draws a code; blocks until WeChat has answered. A refused token is replaced and the call
   * repeated, once.
   *
   * @param checkPath whether WeChat shall check that the page is released
   * @param callPermit for the call; a repeated one asks for another
   */
  public CodeCallResult draw(CodeSpec spec, boolean checkPath, CallPermit callPermit) {
    TokenCache keeper = tokensOf(spec.app());
    return keeper
        .token()
        .fold(
            token -> {
              CodeCallResult first = call(spec, checkPath, token, keeper, callPermit);
              return is(first, ErrorClass.TOKEN)
                  ? repeat(first, spec, checkPath, keeper, callPermit)
                  : first;
            },
            error -> {
              callPermit.giveBack();
              return new CodeCallResult.Refused(error, 0);
            });
  }

  /** Why the app gets no token; nothing where it does. Asked once a second at most. */
  public Optional<CodeError> credentials(AppId app) {
    return refusal(tokensOf(app).token());
  }

  private static Optional<CodeError> refusal(TokenResult reply) {
    return reply.fold(token -> Optional.empty(), Optional::of);
  }

  private TokenCache tokensOf(AppId app) {
    return tokens.computeIfAbsent(app, this::keeper);
  }

  private CodeCallResult repeat(
      CodeCallResult first,
      CodeSpec spec,
      boolean checkPath,
      TokenCache keeper,
      CallPermit callPermit) {
    return keeper
        .token()
        .fold(
            token ->
                callPermit
                    .another()
                    .map(again -> plusOne(first, call(spec, checkPath, token, keeper, again)))
                    .orElse(first),
            error -> new CodeCallResult.Refused(error, 1));
  }

  private CodeCallResult call(
      CodeSpec spec, boolean checkPath, Secret token, TokenCache keeper, CallPermit callPermit) {
    if (!callPermit.use()) {
      return new CodeCallResult.Untimely();
    }
    CodeCallResult codeCallResult = call(spec, checkPath, token, callPermit);
    if (is(codeCallResult, ErrorClass.TOKEN)) {
      keeper.drop(token);
    }
    return codeCallResult;
  }

  private CodeCallResult call(
      CodeSpec spec, boolean checkPath, Secret token, CallPermit callPermit) {
    return meter.measured(
        spec,
        () -> {
          WeChatReply reply = client.draw(spec, checkPath, token, callPermit::holds);
          if (reply instanceof WeChatReply.TransportFailure f && !f.sent() && !callPermit.holds()) {
            return new CodeCallResult.Untimely();
          }
          CodeCallResult codeCallResult =
              reply instanceof WeChatReply.Image image
                  ? new CodeCallResult.Drawn(image.bytes(), 1)
                  : new CodeCallResult.Refused(
                      reply.fold(new ReplyErrorMapper(ErrorPolicy::atCodeCall, token)), 1);
          if (!(reply instanceof WeChatReply.TransportFailure)) {
            tell(callPermit, codeCallResult);
          }
          return codeCallResult;
        });
  }

  /** What WeChat reports of its limits is the next calls' concern too. */
  private static void tell(CallPermit callPermit, CodeCallResult codeCallResult) {
    if (codeCallResult instanceof CodeCallResult.Refused refused && isRate(refused.error())) {
      callPermit.throttled(refused.error());
    } else {
      callPermit.served();
    }
  }

  private static boolean isRate(CodeError error) {
    return error.type() == ErrorClass.THROTTLED_MINUTE || error.type() == ErrorClass.THROTTLED_DAY;
  }

  private static boolean is(CodeCallResult codeCallResult, ErrorClass type) {
    return codeCallResult.fold(
        drawn -> false, refused -> refused.error().type() == type, () -> false);
  }

  private static CodeCallResult plusOne(CodeCallResult first, CodeCallResult second) {
    return second.fold(
        drawn -> new CodeCallResult.Drawn(drawn.bytes(), 2),
        refused -> new CodeCallResult.Refused(refused.error(), 2),
        () -> first);
  }

  private TokenCache keeper(AppId app) {
    TokenSourceSettings origin = origins.getOrDefault(app, NO_SECRET);
    return new TokenCache(new MeteredTokenSource(sources.of(app, origin), app, meter), clock);
  }

  @Override
  public void close() {
    sources.close();
    client.close();
  }
}
