package io.sunpress.worker.wechat.token;

import io.sunpress.code.AppId;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatProperties;
import java.time.Clock;
import okhttp3.OkHttpClient;

/** Makes the source that an app's settings ask for. */
final class TokenSourceFactory implements AutoCloseable {
  private final WeChatClient client;
  private final OkHttpClient services;
  private final Clock clock;

  /**
   * @param client remains its owner's
   */
  TokenSourceFactory(WeChatClient client, WeChatProperties settings, Clock clock) {
    this.client = client;
    this.services = HttpTokenSource.client(settings);
    this.clock = clock;
  }

  TokenSource of(AppId app, TokenSourceSettings origin) {
    return origin.match(
        stable -> new StableTokenSource(client, app, stable, clock),
        service -> new HttpTokenSource(services, service, clock),
        file -> new FileTokenSource(file, clock));
  }

  @Override
  public void close() {
    services.dispatcher().executorService().shutdown();
    services.connectionPool().evictAll();
  }
}
