package io.sunpress.worker;

import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import io.sunpress.parts.Ports;
import io.sunpress.parts.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A broker and an S3 server for all tests that break neither; each test has its own names there.
 */
final class SharedServers implements AutoCloseable {
  static final String S3_SECRET = "canary-storage-secret-1147";

  private static final SharedServers SHARED = new SharedServers();

  private final TcpProxy sideDoor;
  private final LocalBroker broker;
  private final LocalS3 s3;
  private final Path buckets;

  private SharedServers() {
    Path directory = directory();
    int port = Ports.free();
    this.sideDoor = TcpProxy.to("127.0.0.1", port);
    this.broker = LocalBroker.startWithSideDoor(port, sideDoor.port(), directory.resolve("kafka"));
    this.buckets = directory.resolve("s3");
    this.s3 = LocalS3.start(buckets, 0, "tester", SharedServers.S3_SECRET);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  static SharedServers shared() {
    return SHARED;
  }

  static SharedServers ofItsOwn() {
    return new SharedServers();
  }

  @Override
  public void close() {
    sideDoor.close();
    broker.close();
    s3.close();
  }

  LocalBroker broker() {
    return broker;
  }

  /** The way to the broker of those who are to be cut off. */
  TcpProxy sideDoor() {
    return sideDoor;
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
