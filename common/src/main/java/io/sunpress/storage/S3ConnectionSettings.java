package io.sunpress.storage;

import io.sunpress.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an S3 server is reached.
 *
 * @param endpoint its address, without a bucket
 * @param region what its signatures want; empty: by the endpoint's name
 * @param bucket where everything goes
 * @param credentials who we are
 * @param timeout for a connection and for each read or write
 * @param createBucket whether a missing bucket is made
 * @param style where the bucket stands in an address
 * @param tls whom to trust; empty: whom the JVM trusts
 */
public record S3ConnectionSettings(
    URI endpoint,
    Optional<String> region,
    String bucket,
    StoreCredentials credentials,
    Duration timeout,
    boolean createBucket,
    AddressingStyle style,
    Optional<StoreTls> tls) {
  public S3ConnectionSettings {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(style, "style");
    Objects.requireNonNull(tls, "tls");
  }

  /** With a pair of keys, and the rest as it is by default. */
  public S3ConnectionSettings(
      URI endpoint,
      Optional<String> region,
      String bucket,
      Secret accessKey,
      Secret secretKey,
      Duration timeout,
      boolean createBucket) {
    this(
        endpoint,
        region,
        bucket,
        new StoreCredentials.Keys(accessKey, secretKey),
        timeout,
        createBucket,
        AddressingStyle.AUTO,
        Optional.empty());
  }
}
