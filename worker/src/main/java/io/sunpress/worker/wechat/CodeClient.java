package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.util.Optional;

/** Has WeChat draw codes, with a valid token. */
public final class CodeClient implements AutoCloseable {
  private final WeChatClient client;
  private final AccessTokens tokens;
  private final CallMetrics meter;

  /**
   * @param client is closed with this
   */
  public CodeClient(WeChatClient client, AccessTokens tokens, MeterRegistry registry) {
    this.client = client;
    this.tokens = tokens;
    this.meter = new CallMetrics(registry);
  }

  /**
   * Draws a code; blocks until WeChat has answered. A refused token is replaced and the call
   * repeated, once.
   *
   * @param checkPath whether WeChat shall check that the page is released
   * @param callPermit for the call; a repeated one asks for another
   */
  public CodeCallResult draw(CodeSpec spec, boolean checkPath, CallPermit callPermit) {
    return tokens
        .token(spec.app())
        .fold(
            token -> {
              CodeCallResult first = call(spec, checkPath, token, callPermit);
              return is(first, ErrorClass.TOKEN)
                  ? repeat(first, spec, checkPath, callPermit)
                  : first;
            },
            error -> {
              callPermit.giveBack();
              return new CodeCallResult.Refused(error, 0);
            });
  }

  /** Why the app gets no token; nothing where it does. Asked once a second at most. */
  public Optional<CodeError> credentials(AppId app) {
    return tokens.token(app).fold(token -> Optional.empty(), Optional::of);
  }

  private CodeCallResult repeat(
      CodeCallResult first, CodeSpec spec, boolean checkPath, CallPermit callPermit) {
    return tokens
        .token(spec.app())
        .fold(
            token ->
                callPermit
                    .another()
                    .map(again -> plusOne(first, call(spec, checkPath, token, again)))
                    .orElse(first),
            error -> new CodeCallResult.Refused(error, 1));
  }

  private CodeCallResult call(
      CodeSpec spec, boolean checkPath, Secret token, CallPermit callPermit) {
    if (!callPermit.use()) {
      return new CodeCallResult.Untimely();
    }
    CodeCallResult codeCallResult = permitted(spec, checkPath, token, callPermit);
    if (is(codeCallResult, ErrorClass.TOKEN)) {
      tokens.drop(spec.app(), token);
    }
    return codeCallResult;
  }

  private CodeCallResult permitted(
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

  @Override
  public void close() {
    client.close();
  }
}
