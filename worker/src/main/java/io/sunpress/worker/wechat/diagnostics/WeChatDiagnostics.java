package io.sunpress.worker.wechat.diagnostics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TlsTrust;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.ErrorPolicy;
import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatJson;
import io.sunpress.worker.wechat.WeChatProperties;
import io.sunpress.worker.wechat.WeChatReply;
import io.sunpress.worker.wechat.token.AppTokens;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How an app stands at WeChat. Each question is one call, which nothing repeats. */
public final class WeChatDiagnostics implements AutoCloseable {
  private final WeChatClient client;
  private final AppTokens tokens;
  private final AppId app;

  /**
   * @param trust whom to trust; empty: whom the JVM trusts
   * @param origin where the app's access tokens come from
   */
  public WeChatDiagnostics(
      WeChatProperties settings,
      Optional<TlsTrust> trust,
      AppId app,
      TokenSourceSettings origin,
      Clock clock) {
    this.client = new WeChatClient(settings, trust);
    this.tokens =
        new AppTokens(client, settings, Map.of(app, origin), clock, new SimpleMeterRegistry());
    this.app = app;
  }

  /** Why there is no token; empty where there is one. */
  public Optional<CodeError> token() {
    return tokens.token(app).fold(token -> Optional.empty(), Optional::of);
  }

  /** Has a code drawn of a page that must be released, and forgets it: why it was not drawn. */
  public Optional<CodeError> draw(CodeSpec spec) {
    return tokens
        .token(app)
        .fold(
            token -> {
              WeChatReply reply = client.draw(spec, true, token, () -> true);
              return reply instanceof WeChatReply.Image
                  ? Optional.empty()
                  : Optional.of(reply.fold(atCodeCall(token)));
            },
            Optional::of);
  }

  /** What is left of the quota of unlimited codes. */
  public QuotaReport quota() {
    return tokens
        .token(app)
        .fold(
            token -> {
              WeChatReply reply = client.readQuota(CodeKind.UNLIMITED, token);
              return reply instanceof WeChatReply.Document document
                  ? told(document)
                  : new QuotaReport.Refused(reply.fold(atCodeCall(token)));
            },
            QuotaReport.Refused::new);
  }

  private static QuotaReport told(WeChatReply.Document document) {
    JsonNode json = WeChatJson.MAPPER.readTree(document.json());
    JsonNode quotaReport = json.path("quota");
    return new QuotaReport.Told(
        quotaReport.path("daily_limit").asLong(0),
        quotaReport.path("remain").asLong(0),
        json.path("rate_limit").path("call_count").asLong(0));
  }

  private static ReplyErrorMapper atCodeCall(Secret token) {
    return new ReplyErrorMapper(ErrorPolicy::atCodeCall, token);
  }

  @Override
  public void close() {
    tokens.close();
    client.close();
  }
}
