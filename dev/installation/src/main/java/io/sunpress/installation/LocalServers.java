package io.sunpress.installation;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import io.sunpress.parts.Ports;
import io.sunpress.parts.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A broker and an S3 server in this JVM, on loopback, with their data in one directory. */
public final class LocalServers implements AutoCloseable {
  /** Opens the S3 servers of tests; no log may hold the secret. */
  public static final StorageCredentials TEST_CREDENTIALS =
      StorageCredentials.of("tester", "canary-storage-secret-1147");

  private final Path directory;
  private final LocalBroker broker;
  private final LocalS3 s3;
  private final Optional<TcpProxy> sideDoor;

  private LocalServers(
      Path directory, LocalBroker broker, LocalS3 s3, Optional<TcpProxy> sideDoor) {
    this.directory = directory;
    this.broker = broker;
    this.s3 = s3;
    this.sideDoor = sideDoor;
  }

  /**
   * Starts both and returns when clients can use them.
   *
   * @param directory where both keep their data
   * @param credentials of the S3 server
   * @param kafkaPort of the broker; 0: any free one
   * @param s3Port of the S3 server; 0: any free one
   */
  public static LocalServers start(
      Path directory, StorageCredentials credentials, int kafkaPort, int s3Port) {
    CompletableFuture<LocalS3> s3 = supplyAsync(() -> startS3(directory, credentials, s3Port));
    LocalBroker broker = LocalBroker.start(directory.resolve("kafka"), kafkaPort);
    return new LocalServers(directory, broker, s3.join(), Optional.empty());
  }

  /** Starts both for a test that breaks them, with a side door to the broker. */
  public static LocalServers forTests() {
    Path directory = testDirectory();
    CompletableFuture<LocalS3> s3 = supplyAsync(() -> startS3(directory, TEST_CREDENTIALS, 0));
    int port = Ports.free();
    TcpProxy sideDoor = TcpProxy.to("127.0.0.1", port);
    LocalBroker broker =
        LocalBroker.startWithSideDoor(port, sideDoor.port(), directory.resolve("kafka"));
    return new LocalServers(directory, broker, s3.join(), Optional.of(sideDoor));
  }

  /** Both for all tests of this JVM that break neither; each has its own names there. */
  public static LocalServers shared() {
    return Shared.SERVERS;
  }

  private static final class Shared {
    static final LocalServers SERVERS = forTests();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close));
    }
  }

  /** A new directory that the next clean build removes. */
  public static Path testDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "servers-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalS3 startS3(Path directory, StorageCredentials credentials, int port) {
    return LocalS3.start(
        directory.resolve("s3"), port, credentials.user().reveal(), credentials.secret().reveal());
  }

  /** The broker, to be stopped and started by tests. */
  public LocalBroker broker() {
    return broker;
  }

  /** The S3 server, to be stopped and started by tests. */
  public LocalS3 s3() {
    return s3;
  }

  /** The way to the broker of clients that a test cuts off. */
  public TcpProxy sideDoor() {
    return sideDoor.orElseThrow();
  }

  /** How many objects a bucket has under a folder. */
  public long objects(String bucket, String folder) {
    Path root = directory.resolve("s3").resolve(bucket).resolve(folder);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("probe"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sideDoor.ifPresent(TcpProxy::close);
    broker.close();
    s3.close();
  }
}
