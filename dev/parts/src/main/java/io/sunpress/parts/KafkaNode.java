package io.sunpress.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;

/**
 * One run of a combined broker and controller. Put together here rather than by Kafka's own {@code
 * KafkaRaftServer}, which halts the whole JVM on a fault and cannot be given bound sockets.
 */
final class KafkaNode {
  private final BrokerSockets sockets;
  private final ControllerServer controller;
  private final BrokerServer broker;

  KafkaNode(Path logDir, BrokerSockets sockets, int advertisedPort, SideDoor side) {
    this.sockets = sockets;
    var ports =
        new BrokerSettings.NodePorts(
            sockets.clientPort(), advertisedPort, sockets.controllerPort(), side);
    KafkaConfig config = BrokerSettings.of(logDir, ports);
    var found =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
    var ensemble = found._1();
    var shared =
        new SharedServer(
            config,
            ensemble,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            sockets);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), found._2());
  }

  void start() {
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /**
   * The broker first: it tells the controller that it goes, so that the next start needn't wait.
   */
  void stop() {
    broker.shutdown();
    controller.shutdown();
    sockets.close();
  }
}
