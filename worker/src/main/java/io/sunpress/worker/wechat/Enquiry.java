package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.message.CodeError;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenOrigin;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How an app stands at WeChat. Each question is one call, which nothing repeats. */
public final class Enquiry implements AutoCloseable {
  private final WeChatClient client;
  private final TokenSources sources;
  private final TokenKeeper tokens;

  /**
   * @param origin where the app's access tokens come from
   */
  public Enquiry(WeChatSettings settings, AppId app, TokenOrigin origin, Clock clock) {
    this.client = new WeChatClient(settings);
    this.sources = new TokenSources(client, settings, clock);
    this.tokens = new TokenKeeper(sources.of(app, origin), clock);
  }

  /** Why there is no token; empty where there is one. */
  public Optional<CodeError> token() {
    return tokens.token().fold(token -> Optional.empty(), Optional::of);
  }

  /** Has a code drawn of a page that must be released, and forgets it: why it was not drawn. */
  public Optional<CodeError> draw(CodeSpec spec) {
    return tokens
        .token()
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
  public Quota quota() {
    return tokens
        .token()
        .fold(
            token -> {
              WeChatReply reply = client.readQuota(CodeKind.UNLIMITED, token);
              return reply instanceof WeChatReply.Document document
                  ? told(document)
                  : new Quota.Refused(reply.fold(atCodeCall(token)));
            },
            Quota.Refused::new);
  }

  private static Quota told(WeChatReply.Document document) {
    JsonNode json = Json.MAPPER.readTree(document.json());
    JsonNode quota = json.path("quota");
    return new Quota.Told(
        quota.path("daily_limit").asLong(0),
        quota.path("remain").asLong(0),
        json.path("rate_limit").path("call_count").asLong(0));
  }

  private static Errors atCodeCall(Secret token) {
    return new Errors(ErrorPolicy::atCodeCall, token);
  }

  @Override
  public void close() {
    sources.close();
    client.close();
  }
}
