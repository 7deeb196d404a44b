package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import java.util.Optional;

/** Counts what a source answers. */
final class MeteredTokens implements TokenSource {
  private final TokenSource source;
  private final AppId app;
  private final CallMeter meter;

  MeteredTokens(TokenSource source, AppId app, CallMeter meter) {
    this.source = source;
    this.app = app;
    this.meter = meter;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public TokenOffer ask() {
    return counted(source.ask(), "asked");
  }

  @Override
  public Optional<TokenOffer> insist() {
    return source.insist().map(offer -> counted(offer, "forced"));
  }

  private TokenOffer counted(TokenOffer offer, String how) {
    meter.tokenAsked(app, source.name(), how, offer);
    return offer;
  }
}
