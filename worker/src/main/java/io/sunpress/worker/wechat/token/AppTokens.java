package io.sunpress.worker.wechat.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.AccessTokens;
import io.sunpress.worker.wechat.TokenResult;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatProperties;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens of all apps, each from the source that its settings name. */
public final class AppTokens implements AccessTokens, AutoCloseable {
  private static final TokenSourceSettings NO_SECRET =
      new TokenSourceSettings.Stable(Secret.of(""), false);

  private final TokenSourceFactory sources;
  private final Map<AppId, TokenSourceSettings> origins;
  private final Clock clock;
  private final MeterRegistry registry;
  private final Map<AppId, TokenCache> caches = new ConcurrentHashMap<>();

  /**
   * @param client remains its owner's
   * @param origins where each app's access tokens come from
   * @throws io.sunpress.settings.RefusedStartException where one of them can't be used at all
   */
  public AppTokens(
      WeChatClient client,
      WeChatProperties settings,
      Map<AppId, TokenSourceSettings> origins,
      Clock clock,
      MeterRegistry registry) {
    this.sources = new TokenSourceFactory(client, settings, clock);
    this.origins = Map.copyOf(origins);
    this.clock = clock;
    this.registry = registry;
    origins.keySet().forEach(this::cache);
  }

  @Override
  public TokenResult token(AppId app) {
    return cache(app).token();
  }

  @Override
  public void drop(AppId app, Secret token) {
    cache(app).drop(token);
  }

  private TokenCache cache(AppId app) {
    return caches.computeIfAbsent(
        app,
        same -> {
          TokenSource source = sources.of(app, origins.getOrDefault(app, NO_SECRET));
          return new TokenCache(new MeteredTokenSource(source, app, registry), clock);
        });
  }

  @Override
  public void close() {
    sources.close();
  }
}
