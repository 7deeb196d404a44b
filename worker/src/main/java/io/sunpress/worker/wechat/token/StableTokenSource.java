package io.sunpress.worker.wechat.token;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.ErrorPolicy;
import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * WeChat's stable token in normal mode, where every caller gets the same. It is replaced by force
 * only where that is allowed, and then at WeChat's own pace.
 */
final class StableTokenSource implements TokenSource {
  private static final int APPSECRET_MISSING = 41004;

  /** WeChat takes no two within this time. */
  private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);

  private final WeChatClient client;
  private final AppId app;
  private final TokenSourceSettings.Stable origin;
  private final Clock clock;
  private @Nullable TimeSpan justForced;

  StableTokenSource(
      WeChatClient client, AppId app, TokenSourceSettings.Stable origin, Clock clock) {
    this.client = client;
    this.app = app;
    this.origin = origin;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "stable";
  }

  @Override
  public TokenSourceResult ask() {
    return fetch(false);
  }

  @Override
  public Optional<TokenSourceResult> insist() {
    Instant now = clock.instant();
    TimeSpan last = justForced;
    if (!origin.mayForce() || last != null && last.covers(now)) {
      return Optional.empty();
    }
    justForced = TimeSpan.of(now, BETWEEN_FORCED);
    return Optional.of(fetch(true));
  }

  private static TokenSourceResult noSecret() {
    return new TokenSourceResult.Nothing(
        new CodeError(
            ErrorClass.APP,
            OptionalInt.of(APPSECRET_MISSING),
            "no AppSecret is configured for this app",
            Optional.empty()));
  }

  private TokenSourceResult fetch(boolean forced) {
    Secret secret = origin.current();
    if (secret.isEmpty()) {
      return noSecret();
    }
    Instant asked = clock.instant();
    WeChatReply reply = client.fetchToken(app, secret, forced);
    return TokenResponseParser.offer(
        reply, asked, new ReplyErrorMapper(ErrorPolicy::atTokenCall, secret), ErrorClass.BUSY);
  }
}
