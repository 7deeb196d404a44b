package io.sunpress.parts;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker (KRaft, one node) in this JVM, on a real socket of 127.0.0.1, with its data
 * on disk. Topics, records, committed offsets and the cluster id survive {@link #stop()} and kill
 * -9.
 *
 * <p>Topics are not created by themselves. A fault inside the broker is logged and leaves the JVM
 * alive; clients then see a broker that is away.
 */
public final class LocalBroker implements AutoCloseable {
  private final Path dataDir;
  private final DataDirectoryLock lock;
  private final int port;
  private final int advertisedPort;
  private final AdditionalListener side;
  private final Map<String, String> own;
  private KafkaNode node;
  private PortReservation hold;

  private LocalBroker(
      Path dataDir,
      DataDirectoryLock lock,
      int advertisedPort,
      AdditionalListener side,
      Map<String, String> own,
      int wantedPort) {
    this.own = Map.copyOf(own);
    this.dataDir = dataDir;
    this.lock = lock;
    this.side = side;
    BrokerSockets sockets = BrokerSockets.ofBoth(wantedPort, side);
    this.port = sockets.clientPort();
    this.advertisedPort = advertisedPort == 0 ? port : advertisedPort;
    run(sockets);
  }

  /**
   * Starts a broker and returns when clients can use it.
   *
   * @param dataDir where its data live, made if missing
   * @param port the port for clients; 0 for a free one
   * @throws PortTakenException if somebody else listens there
   * @throws IllegalStateException if another broker uses the data directory, or it does not start
   */
  public static LocalBroker start(Path dataDir, int port) {
    return startBehind(0, dataDir, port);
  }

  /**
   * As {@link #start(Path, int)}, but sends clients to another port of 127.0.0.1, where a {@link
   * TcpProxy} stands before this broker.
   */
  public static LocalBroker startBehind(int advertisedPort, Path dataDir, int port) {
    return start(advertisedPort, AdditionalListener.NONE, Map.of(), dataDir, port);
  }

  /**
   * As {@link #start(Path, int)} on a free port, with a side door: it listens at another port too,
   * and sends clients that come in there to a third, where a {@link TcpProxy} stands before it. So
   * some clients can be cut off and others not.
   */
  public static LocalBroker startWithSideDoor(int sidePort, int advertisedSidePort, Path dataDir) {
    return start(0, new AdditionalListener(sidePort, advertisedSidePort), Map.of(), dataDir, 0);
  }

  /** With a second entrance at a port, and broker settings of the caller's over all others. */
  static LocalBroker startWithOwn(int sidePort, Map<String, String> own, Path dataDir) {
    return start(0, new AdditionalListener(sidePort, sidePort), own, dataDir, 0);
  }

  private static LocalBroker start(
      int advertisedPort,
      AdditionalListener side,
      Map<String, String> own,
      Path dataDir,
      int port) {
    var lock = new DataDirectoryLock(dataDir);
    try {
      return new LocalBroker(dataDir, lock, advertisedPort, side, own, port);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What clients take as {@code bootstrap.servers}; the same for the life of this object. */
  public String bootstrapServers() {
    return "127.0.0.1:" + advertisedPort;
  }

  /** The port it listens on; the same for the life of this object. */
  public int port() {
    return port;
  }

  /** Starts again after {@link #stop()}, on the same port and data; nothing to do if running. */
  public synchronized void start() {
    if (node == null) {
      release();
      run(BrokerSockets.ofBoth(port, side));
    }
  }

  /**
   * Shuts down in order and keeps the port, where clients are refused until {@link #start()};
   * nothing to do if stopped.
   */
  public synchronized void stop() {
    if (node != null) {
      shutDown();
      hold = new PortReservation(port);
    }
  }

  /** Stops and starts on the same port and data. */
  public synchronized void restart() {
    stop();
    start();
  }

  /** Shuts down in order and gives port and data back. A second call does nothing. */
  @Override
  public synchronized void close() {
    release();
    if (node != null) {
      shutDown();
    }
    lock.close();
  }

  private void run(BrokerSockets sockets) {
    try {
      var ports =
          new BrokerSettings.NodePorts(
              sockets.clientPort(), advertisedPort, sockets.controllerPort(), side);
      Path logDir = BrokerStorage.ready(dataDir, BrokerSettings.NODE_ID, Uuid.randomUuid());
      var starting = new KafkaNode(BrokerSettings.of(logDir, ports, own), sockets);
      starting.start();
      node = starting;
    } catch (RuntimeException e) {
      sockets.close();
      throw new IllegalStateException("the broker on " + dataDir + " did not start", e);
    }
  }

  private void shutDown() {
    node.stop();
    node = null;
  }

  private void release() {
    if (hold != null) {
      hold.close();
      hold = null;
    }
  }
}
