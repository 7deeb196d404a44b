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
 * @param region what its signatures want; empty: found by asking
 * @param bucket where everything goes
 * @param accessKey who we are
 * @param secretKey proves it
 * @param timeout for a connection and for each read or write
 * @param createBucket whether a missing bucket is made
 */
public record S3ConnectionSettings(
    URI endpoint,
    Optional<String> region,
    String bucket,
    Secret accessKey,
    Secret secretKey,
    Duration timeout,
    boolean createBucket) {
  public S3ConnectionSettings {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
    Objects.requireNonNull(timeout, "timeout");
  }
}
