package io.sunpress.parts;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;

/** A broker of a {@link LocalCluster}, in a JVM of its own so that it can be killed. */
final class ClusterBroker {
  private final Path dataDir;
  private final Uuid cluster;
  private final int nodeId;
  private final int port;
  private final int controllerPort;

  /**
   * @param port where clients find it; the same at each start
   */
  ClusterBroker(Path dataDir, Uuid cluster, int nodeId, int port, int controllerPort) {
    this.dataDir = dataDir;
    this.cluster = cluster;
    this.nodeId = nodeId;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /** What {@link #main} needs to run it. */
  String[] arguments() {
    return new String[] {
      dataDir.toString(),
      cluster.toString(),
      String.valueOf(nodeId),
      String.valueOf(port),
      String.valueOf(controllerPort)
    };
  }

  /** Runs until it is killed, or who started it is gone and closes its input. */
  public static void main(String... args) throws IOException {
    int port = Integer.parseInt(args[3]);
    BrokerSockets sockets = BrokerSockets.ofBroker(port);
    int nodeId = Integer.parseInt(args[2]);
    Path logDir = BrokerStorage.ready(Path.of(args[0]), nodeId, Uuid.fromString(args[1]));
    int controllerPort = Integer.parseInt(args[4]);
    new KafkaNode(ClusterSettings.broker(logDir, nodeId, port, controllerPort), sockets).start();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nobody writes.
    }
    Runtime.getRuntime().halt(0);
  }
}
