package io.sunpress.worker.wechat;

import io.sunpress.settings.TlsTrust;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How WeChat is reached.
 *
 * @param url where its interface answers
 * @param fallbackUrl where it is tried when that can't be connected to; WeChat's second host where
 *     {@code url} is WeChat's first
 * @param connectTimeout for TCP and TLS
 * @param callTimeout for a whole call, connecting and reading included
 * @param maxReply no reply is read beyond this
 * @param proxy the way out, {@code http}, {@code https} or {@code socks5} with host and port;
 *     empty: none
 * @param proxyCredentialsFile holds {@code user:password} for it, read when the proxy asks
 * @param sslBundle the {@code spring.ssl.bundle} that says whom to trust; empty: whom the JVM
 *     trusts
 */
@Validated
@ConfigurationProperties("sunpress.wechat")
public record WeChatProperties(
    @DefaultValue(WeChatProperties.FIRST_HOST) @NotNull URI url,
    @Nullable URI fallbackUrl,
    @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(seconds = 60)
        Duration connectTimeout,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration callTimeout,
    @DefaultValue("2MB") @NotNull DataSize maxReply,
    @Nullable URI proxy,
    @Nullable Path proxyCredentialsFile,
    @DefaultValue("") @NotNull String sslBundle) {
  static final String FIRST_HOST = "https://api.weixin.qq.com";
  private static final String SECOND_HOST = "https://api2.weixin.qq.com";

  /** Where to go when the first address can't be connected to. */
  Optional<URI> fallback() {
    if (fallbackUrl != null && !fallbackUrl.toString().isEmpty()) {
      return Optional.of(fallbackUrl);
    }
    return url.equals(URI.create(FIRST_HOST))
        ? Optional.of(URI.create(SECOND_HOST))
        : Optional.empty();
  }

  /**
   * The way out that is to be taken.
   *
   * @throws InvalidConfigurationException where it is no proxy's address
   */
  Optional<OutgoingProxy> outgoing() {
    return Optional.ofNullable(proxy)
        .filter(address -> !address.toString().isEmpty())
        .map(address -> OutgoingProxy.of(address, Optional.ofNullable(proxyCredentialsFile)));
  }

  /** Whom to trust, where it is not whom the JVM trusts. */
  public Optional<TlsTrust> trust(SslBundles bundles) {
    return Optional.of(sslBundle)
        .filter(name -> !name.isBlank())
        .map(name -> TlsTrust.of(bundles, name, "sunpress.wechat.ssl-bundle"));
  }

  /** {@link #maxReply} in bytes. */
  public int maxReplyBytes() {
    return Math.toIntExact(maxReply.toBytes());
  }
}
