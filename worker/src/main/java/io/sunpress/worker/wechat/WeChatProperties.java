package io.sunpress.worker.wechat;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
 */
@Validated
@ConfigurationProperties("sunpress.wechat")
public record WeChatProperties(
    @DefaultValue(WeChatProperties.FIRST_HOST) @NotNull URI url,
    @Nullable URI fallbackUrl,
    @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(seconds = 60)
        Duration connectTimeout,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration callTimeout,
    @DefaultValue("2MB") @NotNull DataSize maxReply) {
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

  /** {@link #maxReply} in bytes. */
  public int maxReplyBytes() {
    return Math.toIntExact(maxReply.toBytes());
  }
}
