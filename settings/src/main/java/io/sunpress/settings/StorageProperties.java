package io.sunpress.settings;

import io.sunpress.secret.Secret;
import io.sunpress.storage.AddressingStyle;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.StoreCredentials;
import io.sunpress.storage.StoreTls;
import jakarta.validation.constraints.NotBlank;
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
import org.springframework.validation.annotation.Validated;

/**
 * The S3 server.
 *
 * @param endpoint its address, without a bucket
 * @param region what its signatures want; empty: by the endpoint's name, else {@code us-east-1}
 * @param bucket where everything goes
 * @param pathStyle whether the bucket stands in the path, or in the host name
 * @param credentials where the keys come from
 * @param accessKey who we are
 * @param secretKey proves it
 * @param accessKeyFile holds the access key, for {@code files}
 * @param secretKeyFile holds the secret key, for {@code files}
 * @param sessionTokenFile holds the token that temporary keys come with, for {@code files}
 * @param sslBundle the {@code spring.ssl.bundle} that says whom to trust; empty: whom the JVM
 *     trusts
 * @param timeout for a connection and for each read or write
 * @param createBucket whether a missing bucket is made
 */
@Validated
@ConfigurationProperties("sunpress.storage")
public record StorageProperties(
    @DefaultValue("http://localhost:9000") @NotNull URI endpoint,
    @DefaultValue("") @NotNull String region,
    @DefaultValue("sunpress") @NotBlank String bucket,
    @DefaultValue("auto") @NotNull PathStyle pathStyle,
    @DefaultValue("keys") @NotNull CredentialSource credentials,
    @DefaultValue("") @NotNull Secret accessKey,
    @DefaultValue("") @NotNull Secret secretKey,
    @Nullable Path accessKeyFile,
    @Nullable Path secretKeyFile,
    @Nullable Path sessionTokenFile,
    @DefaultValue("") @NotNull String sslBundle,
    @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 2) Duration timeout,
    @DefaultValue("true") boolean createBucket) {

  /** Where the bucket stands in an address. */
  public enum PathStyle {
    AUTO(AddressingStyle.AUTO),
    TRUE(AddressingStyle.PATH),
    FALSE(AddressingStyle.VIRTUAL_HOST);

    private final AddressingStyle style;

    PathStyle(AddressingStyle style) {
      this.style = style;
    }
  }

  /** Where the keys come from. */
  public enum CredentialSource {
    /** The two settings. */
    KEYS,
    /** Files, read again for each request. */
    FILES,
    /** AWS's environment variables. */
    ENVIRONMENT,
    /** The role of the machine, the container or the service account (web identity). */
    ROLE
  }

  /**
   * A store without keys, or at no address, is a slip that the client's own complaint does not
   * name.
   */
  S3ConnectionSettings address(SslBundles bundles) {
    if (!isServer(endpoint)) {
      throw new InvalidConfigurationException(
          "sunpress.storage.endpoint is not the address of an HTTP server",
          "Write it as http://host:port, without the bucket.");
    }
    return new S3ConnectionSettings(
        endpoint,
        Optional.of(region).filter(r -> !r.isBlank()),
        bucket,
        keys(),
        timeout,
        createBucket,
        pathStyle.style,
        Optional.of(sslBundle).filter(name -> !name.isBlank()).map(name -> tls(bundles, name)));
  }

  private StoreCredentials keys() {
    return switch (credentials) {
      case KEYS -> pair();
      case FILES -> files();
      case ENVIRONMENT -> new StoreCredentials.Environment();
      case ROLE -> new StoreCredentials.Role();
    };
  }

  private StoreCredentials pair() {
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
      throw new InvalidConfigurationException(
          "sunpress.storage.access-key and sunpress.storage.secret-key are needed",
          "Set both, or name another source in sunpress.storage.credentials.");
    }
    return new StoreCredentials.Keys(accessKey, secretKey);
  }

  private StoreCredentials files() {
    if (accessKeyFile == null || secretKeyFile == null) {
      throw new InvalidConfigurationException(
          "sunpress.storage.access-key-file and .secret-key-file are needed with"
              + " sunpress.storage.credentials=files",
          "Name both files.");
    }
    return new StoreCredentials.KeyFiles(
        accessKeyFile, secretKeyFile, Optional.ofNullable(sessionTokenFile));
  }

  private static StoreTls tls(SslBundles bundles, String name) {
    TlsTrust trust = TlsTrust.of(bundles, name, "sunpress.storage.ssl-bundle");
    return new StoreTls(trust.sockets(), trust.authorities());
  }

  /** A host with an underscore, as containers have them, is in the authority alone. */
  private static boolean isServer(URI uri) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    String path = uri.getPath();
    return http && uri.getAuthority() != null && (path.isEmpty() || path.equals("/"));
  }
}
