package io.sunpress.worker.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.token.AppTokens;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Clients with tokens of their own, as a worker has one. */
public final class CodeClients {
  private CodeClients() {}

  public static CodeClient of(
      WeChatProperties settings,
      Map<AppId, TokenSourceSettings> origins,
      Clock clock,
      MeterRegistry registry) {
    WeChatClient client = new WeChatClient(settings, Optional.empty());
    return new CodeClient(
        client, new AppTokens(client, settings, origins, clock, registry), registry);
  }
}
