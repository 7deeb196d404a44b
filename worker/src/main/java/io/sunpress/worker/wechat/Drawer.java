package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has WeChat draw codes, with a valid token. The one thing of this package that others need. */
public final class Drawer implements AutoCloseable {
  private final WeChatClient client;
  private final Map<AppId, Secret> secrets;
  private final Clock clock;
  private final CallMeter meter;
  private final Map<AppId, TokenSource> tokens = new ConcurrentHashMap<>();

  /**
   * @param secrets each app's AppSecret
   */
  public Drawer(
      WeChatSettings settings, Map<AppId, Secret> secrets, Clock clock, MeterRegistry registry) {
    this.client = new WeChatClient(settings);
    this.secrets = Map.copyOf(secrets);
    this.clock = clock;
    this.meter = new CallMeter(registry);
  }

  /**
   * Draws a code; blocks until WeChat has answered. A refused token is replaced and the call
   * repeated, once.
   *
   * @param checkPath whether WeChat shall check that the page is released
   * @param leave for the call; a repeated one asks for another
   */
  public Drawing draw(CodeSpec spec, boolean checkPath, Leave leave) {
    TokenSource source = source(spec.app());
    return source
        .token()
        .fold(
            token -> {
              Drawing first = call(spec, checkPath, token, source, leave);
              return is(first, ErrorClass.TOKEN)
                  ? repeat(first, spec, checkPath, source, leave)
                  : first;
            },
            error -> {
              leave.giveBack();
              return new Drawing.Refused(error, 0);
            });
  }

  /** Why the app gets no token; nothing where it does. What is known is not asked again. */
  public Optional<CodeError> credentials(AppId app) {
    return refusal(source(app).token());
  }

  /** The same, but that what was believed of a stopped app is asked again. */
  public Optional<CodeError> probe(AppId app) {
    return refusal(source(app).tokenAtLast());
  }

  private static Optional<CodeError> refusal(TokenReply reply) {
    return reply.fold(token -> Optional.empty(), Optional::of);
  }

  private TokenSource source(AppId app) {
    return tokens.computeIfAbsent(app, this::tokenSource);
  }

  private Drawing repeat(
      Drawing first, CodeSpec spec, boolean checkPath, TokenSource source, Leave leave) {
    return source
        .token()
        .fold(
            token ->
                leave
                    .another()
                    .map(again -> plusOne(first, call(spec, checkPath, token, source, again)))
                    .orElse(first),
            error -> new Drawing.Refused(error, 1));
  }

  private Drawing call(
      CodeSpec spec, boolean checkPath, Secret token, TokenSource source, Leave leave) {
    if (!leave.use()) {
      return new Drawing.Untimely();
    }
    Drawing drawing = call(spec, checkPath, token, leave);
    if (is(drawing, ErrorClass.TOKEN)) {
      source.drop(token);
    }
    if (is(drawing, ErrorClass.APP)) {
      source.stop(((Drawing.Refused) drawing).error());
    }
    return drawing;
  }

  private Drawing call(CodeSpec spec, boolean checkPath, Secret token, Leave leave) {
    return meter.measured(
        spec,
        () -> {
          WeChatReply reply = client.draw(spec, checkPath, token);
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

  private TokenSource tokenSource(AppId app) {
    return new TokenSource(app, secrets.getOrDefault(app, Secret.of("")), this::fetch, clock);
  }

  private WeChatReply fetch(AppId app, Secret secret) {
    WeChatReply reply = client.fetchToken(app, secret);
    meter.tokenFetched(app.value(), outcome(reply, secret));
    return reply;
  }

  private static String outcome(WeChatReply reply, Secret secret) {
    if (reply instanceof WeChatReply.Document) {
      return "granted";
    }
    CodeError error = reply.fold(new Errors(ErrorPolicy::atTokenCall, secret));
    return error.type().wireName();
  }

  @Override
  public void close() {
    client.close();
  }
}
