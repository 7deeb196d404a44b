package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenOrigin;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has WeChat draw codes, with a valid token. The one thing of this package that others need. */
public final class Drawer implements AutoCloseable {
  private static final TokenOrigin NO_SECRET = new TokenOrigin.Stable(Secret.of(""), false);

  private final WeChatClient client;
  private final TokenSources sources;
  private final Map<AppId, TokenOrigin> origins;
  private final Clock clock;
  private final CallMeter meter;
  private final Map<AppId, TokenKeeper> tokens = new ConcurrentHashMap<>();

  /**
   * @param origins where each app's access tokens come from
   * @throws IllegalStateException where one of them can't be used at all
   */
  public Drawer(
      WeChatSettings settings,
      Map<AppId, TokenOrigin> origins,
      Clock clock,
      MeterRegistry registry) {
    this.client = new WeChatClient(settings);
    this.sources = new TokenSources(client, settings, clock);
    this.origins = Map.copyOf(origins);
    this.clock = clock;
    this.meter = new CallMeter(registry);
    origins.keySet().forEach(this::tokensOf);
  }

  /**
   * Draws a code; blocks until WeChat has answered. A refused token is replaced and the call
   * repeated, once.
   *
   * @param checkPath whether WeChat shall check that the page is released
   * @param leave for the call; a repeated one asks for another
   */
  public Drawing draw(CodeSpec spec, boolean checkPath, Leave leave) {
    TokenKeeper keeper = tokensOf(spec.app());
    return keeper
        .token()
        .fold(
            token -> {
              Drawing first = call(spec, checkPath, token, keeper, leave);
              return is(first, ErrorClass.TOKEN)
                  ? repeat(first, spec, checkPath, keeper, leave)
                  : first;
            },
            error -> {
              leave.giveBack();
              return new Drawing.Refused(error, 0);
            });
  }

  /** Why the app gets no token; nothing where it does. What is known is not asked again. */
  public Optional<CodeError> credentials(AppId app) {
    return refusal(tokensOf(app).token());
  }

  /** The same, but that what was believed of a stopped app is asked again. */
  public Optional<CodeError> probe(AppId app) {
    return refusal(tokensOf(app).tokenAtLast());
  }

  private static Optional<CodeError> refusal(TokenReply reply) {
    return reply.fold(token -> Optional.empty(), Optional::of);
  }

  private TokenKeeper tokensOf(AppId app) {
    return tokens.computeIfAbsent(app, this::keeper);
  }

  private Drawing repeat(
      Drawing first, CodeSpec spec, boolean checkPath, TokenKeeper keeper, Leave leave) {
    return keeper
        .token()
        .fold(
            token ->
                leave
                    .another()
                    .map(again -> plusOne(first, call(spec, checkPath, token, keeper, again)))
                    .orElse(first),
            error -> new Drawing.Refused(error, 1));
  }

  private Drawing call(
      CodeSpec spec, boolean checkPath, Secret token, TokenKeeper keeper, Leave leave) {
    if (!leave.use()) {
      return new Drawing.Untimely();
    }
    Drawing drawing = call(spec, checkPath, token, leave);
    if (is(drawing, ErrorClass.TOKEN)) {
      keeper.drop(token);
    }
    if (is(drawing, ErrorClass.APP)) {
      keeper.stop(((Drawing.Refused) drawing).error());
    }
    return drawing;
  }

  private Drawing call(CodeSpec spec, boolean checkPath, Secret token, Leave leave) {
    return meter.measured(
        spec,
        () -> {
          WeChatReply reply = client.draw(spec, checkPath, token, leave::holds);
          if (reply instanceof WeChatReply.TransportFailure f && !f.sent() && !leave.holds()) {
            return new Drawing.Untimely();
          }
          Drawing drawing =
              reply instanceof WeChatReply.Image image
                  ? new Drawing.Drawn(image.bytes(), 1)
                  : new Drawing.Refused(reply.fold(new Errors(ErrorPolicy::atCodeCall, token)), 1);
          if (!(reply instanceof WeChatReply.TransportFailure)) {
            tell(leave, drawing);
          }
          return drawing;
        });
  }

  /** What WeChat says of its limits is the next calls' concern too. */
  private static void tell(Leave leave, Drawing drawing) {
    if (is(drawing, ErrorClass.THROTTLED_MINUTE) || is(drawing, ErrorClass.THROTTLED_DAY)) {
      leave.throttled(is(drawing, ErrorClass.THROTTLED_DAY));
    } else {
      leave.served();
    }
  }

  private static boolean is(Drawing drawing, ErrorClass type) {
    return drawing.fold(drawn -> false, refused -> refused.error().type() == type, () -> false);
  }

  private static Drawing plusOne(Drawing first, Drawing second) {
    return second.fold(
        drawn -> new Drawing.Drawn(drawn.bytes(), 2),
        refused -> new Drawing.Refused(refused.error(), 2),
        () -> first);
  }

  private TokenKeeper keeper(AppId app) {
    TokenOrigin origin = origins.getOrDefault(app, NO_SECRET);
    return new TokenKeeper(new MeteredTokens(sources.of(app, origin), app, meter), clock);
  }

  @Override
  public void close() {
    sources.close();
    client.close();
  }
}
