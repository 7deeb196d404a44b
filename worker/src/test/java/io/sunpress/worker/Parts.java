package io.sunpress.worker;

import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A broker and an S3 server for all tests that break neither; each test has its own names there.
 */
final class Parts implements AutoCloseable {
  static final String S3_SECRET = "canary-storage-secret-1147";

  private static final Parts SHARED = new Parts();

  private final LocalBroker broker;
  private final LocalS3 s3;
  private final Path buckets;

  private Parts() {
    Path directory = directory();
    this.broker = LocalBroker.start(directory.resolve("kafka"), 0);
    this.buckets = directory.resolve("s3");
    this.s3 = LocalS3.start(buckets, 0, "tester", Parts.S3_SECRET);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  static Parts shared() {
    return SHARED;
  }

  static Parts ofItsOwn() {
    return new Parts();
  }

  @Override
  public void close() {
    broker.close();
    s3.close();
  }

  LocalBroker broker() {
    return broker;
  }

  LocalS3 s3() {
    return s3;
  }

  /** How many objects a bucket has under a folder. */
  long objects(String bucket, String folder) {
    try (Stream<Path> files = Files.walk(buckets.resolve(bucket).resolve(folder))) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("sunpress-worker-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
