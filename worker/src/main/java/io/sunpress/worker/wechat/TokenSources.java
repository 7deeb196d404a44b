package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import io.sunpress.settings.TokenOrigin;
import java.time.Clock;
import okhttp3.OkHttpClient;

/** Makes the source that an app's settings ask for. */
final class TokenSources implements AutoCloseable {
  private final WeChatClient client;
  private final OkHttpClient services;
  private final Clock clock;

  /**
   * @param client remains its owner's
   */
  TokenSources(WeChatClient client, WeChatSettings settings, Clock clock) {
    this.client = client;
    this.services = ServiceTokens.client(settings);
    this.clock = clock;
  }

  TokenSource of(AppId app, TokenOrigin origin) {
    return origin.match(
        stable -> new StableTokens(client, app, stable, clock),
        service -> new ServiceTokens(services, service, clock),
        file -> new FileTokens(file, clock));
  }

  @Override
  public void close() {
    services.dispatcher().executorService().shutdown();
    services.connectionPool().evictAll();
  }
}
