package io.sunpress.worker.wechat.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import java.util.Optional;

/** Counts {@code sunpress.wechat.token.fetches} by app, source, way and outcome. */
final class MeteredTokenSource implements TokenSource {
  private final TokenSource source;
  private final AppId app;
  private final MeterRegistry registry;

  MeteredTokenSource(TokenSource source, AppId app, MeterRegistry registry) {
    this.source = source;
    this.app = app;
    this.registry = registry;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public TokenSourceResult ask() {
    return counted(source.ask(), "asked");
  }

  @Override
  public Optional<TokenSourceResult> insist() {
    return source.insist().map(offer -> counted(offer, "forced"));
  }

  private TokenSourceResult counted(TokenSourceResult offer, String how) {
    Counter.builder("sunpress.wechat.token.fetches")
        .description("Questions for an access token")
        .tag("app", app.value())
        .tag("source", source.name())
        .tag("how", how)
        .tag("outcome", offer.fold(token -> "granted", error -> error.type().wireName()))
        .register(registry)
        .increment();
    return offer;
  }
}
