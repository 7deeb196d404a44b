package io.sunpress.settings;

import io.sunpress.secret.Secret;
import io.sunpress.storage.S3ConnectionSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The S3 server.
 *
 * @param endpoint its address, without a bucket
 * @param region what its signatures want; empty: found by asking
 * @param bucket where everything goes
 * @param accessKey who we are
 * @param secretKey proves it
 * @param timeout for a connection and for each read or write
 * @param createBucket whether a missing bucket is made
 */
@Validated
@ConfigurationProperties("sunpress.storage")
public record StorageProperties(
    @DefaultValue("http://localhost:9000") @NotNull URI endpoint,
    @DefaultValue("us-east-1") @NotNull String region,
    @DefaultValue("sunpress") @NotBlank String bucket,
    @DefaultValue("") @NotNull Secret accessKey,
    @DefaultValue("") @NotNull Secret secretKey,
    @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 2) Duration timeout,
    @DefaultValue("true") boolean createBucket) {

  /**
   * A store without keys, or at no address, is a slip that the client's own complaint does not
   * name.
   */
  S3ConnectionSettings address() {
    if (!isServer(endpoint)) {
      throw new InvalidConfigurationException(
          "sunpress.storage.endpoint is not the address of an HTTP server",
          "Write it as http://host:port, without the bucket.");
    }
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
      throw new InvalidConfigurationException(
          "sunpress.storage.access-key and sunpress.storage.secret-key are needed", "Set both.");
    }
    return new S3ConnectionSettings(
        endpoint,
        Optional.of(region).filter(r -> !r.isBlank()),
        bucket,
        accessKey,
        secretKey,
        timeout,
        createBucket);
  }

  private static boolean isServer(URI uri) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    String path = uri.getPath();
    return http && uri.getAuthority() != null && (path.isEmpty() || path.equals("/"));
  }
}
