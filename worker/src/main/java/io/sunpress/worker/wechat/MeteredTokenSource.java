package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import java.util.Optional;

/** Counts what a source answers. */
final class MeteredTokenSource implements TokenSource {
  private final TokenSource source;
  private final AppId app;
  private final CallMetrics meter;

  MeteredTokenSource(TokenSource source, AppId app, CallMetrics meter) {
    this.source = source;
    this.app = app;
    this.meter = meter;
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
    meter.tokenAsked(app, source.name(), how, offer);
    return offer;
  }
}
