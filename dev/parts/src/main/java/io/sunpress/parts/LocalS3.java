package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real S3 server in this JVM, on 127.0.0.1, with a directory for each bucket. Takes requests
 * signed with its one key pair (V2 or V4) and honours {@code If-None-Match: *} on PUT, so of many
 * writers of one key one wins. Content types and metadata need a file system with user attributes.
 */
public final class LocalS3 implements AutoCloseable {
  /**
   * Any wait for requests under way is used up by idle connections, and then reported as a fault.
   */
  private static final long AT_ONCE = 0;

  private final Path dataDir;
  private final int port;
  private final String accessKey;
  private final String secretKey;
  private final Optional<String> virtualHost;
  private S3Proxy server;
  private PortReservation hold;

  private LocalS3(
      Path dataDir, int port, String accessKey, String secretKey, Optional<String> virtualHost) {
    this.dataDir = dataDir.toAbsolutePath();
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.virtualHost = virtualHost;
    this.server = listen(port);
    this.port = server.getPort();
  }

  /**
   * Starts a server and returns when clients can use it.
   *
   * @param dataDir where the buckets live, made if missing
   * @param port the port for clients; 0 for a free one
   * @param accessKey the one access key it knows
   * @param secretKey the secret that goes with it; never logged
   * @throws PortTakenException if somebody else listens there
   */
  public static LocalS3 start(Path dataDir, int port, String accessKey, String secretKey) {
    return new LocalS3(dataDir, port, accessKey, secretKey, Optional.empty());
  }

  /**
   * Starts a server that knows buckets by their host names, on a free port.
   *
   * @param host the end of those names; they must lead to 127.0.0.1
   */
  public static LocalS3 startVirtualHost(
      Path dataDir, String host, String accessKey, String secretKey) {
    return new LocalS3(dataDir, 0, accessKey, secretKey, Optional.of(host));
  }

  /** Where clients go; path-style buckets. The same for the life of this object. */
  public URI endpoint() {
    return address(port);
  }

  /** The port for clients; the same for the life of this object. */
  public int port() {
    return port;
  }

  /** The one access key it knows. */
  public String accessKey() {
    return accessKey;
  }

  /** Starts again after {@link #stop()}, on the same port and data; nothing to do if running. */
  public synchronized void start() {
    if (server == null) {
      release();
      server = listen(port);
    }
  }

  /**
   * Stops and keeps the port, where clients are refused until {@link #start()}; nothing to do if
   * stopped.
   */
  public synchronized void stop() {
    if (server != null) {
      shutDown();
      hold = new PortReservation(port);
    }
  }

  /** Stops and starts on the same port and data. */
  public synchronized void restart() {
    stop();
    start();
  }

  /** Stops and gives the port back. A second call does nothing. */
  @Override
  public synchronized void close() {
    release();
    if (server != null) {
      shutDown();
    }
  }

  @Override
  public String toString() {
    return "LocalS3[" + endpoint() + ", " + dataDir + "]";
  }

  private S3Proxy listen(int wanted) {
    try {
      Files.createDirectories(dataDir);
      S3Proxy.Builder server =
          S3Proxy.builder()
              .blobStore(new FilesystemNio2BlobStore(dataDir.toString()))
              .endpoint(address(wanted))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
              .ignoreUnknownHeaders(true)
              .stopTimeout(AT_ONCE);
      virtualHost.ifPresent(server::virtualHost);
      S3Proxy starting = server.build();
      starting.start();
      return starting;
    } catch (IOException e) {
      throw refused(wanted, e);
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server on " + dataDir + " did not start", e);
    }
  }

  private RuntimeException refused(int wanted, IOException e) {
    return e instanceof BindException || e.getCause() instanceof BindException
        ? new PortTakenException(wanted, e)
        : new UncheckedIOException("the S3 server on " + dataDir + " did not start", e);
  }

  private void shutDown() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server on " + dataDir + " did not stop", e);
    } finally {
      server = null;
    }
  }

  private void release() {
    if (hold != null) {
      hold.close();
      hold = null;
    }
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
