package io.sunpress.parts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
import org.apache.kafka.server.ProcessRole;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;

/**
 * One run of a controller, a broker, or both in one, as its settings define. Put together here
 * rather than by Kafka's own {@code KafkaRaftServer}, which halts the whole JVM on a fault and
 * cannot be given bound sockets.
 */
final class KafkaNode {
  private final BrokerSockets sockets;
  private final List<Runnable> starts = new ArrayList<>();
  private final Deque<Runnable> stops = new ArrayDeque<>();

  /**
   * @param config names a formatted directory and the ports of the sockets
   */
  KafkaNode(KafkaConfig config, BrokerSockets sockets) {
    this.sockets = sockets;
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
    if (config.processRoles().contains(ProcessRole.ControllerRole)) {
      var controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), found._2());
      add(controller::startup, controller::shutdown);
    }
    if (config.processRoles().contains(ProcessRole.BrokerRole)) {
      var broker = new BrokerServer(shared);
      add(broker::startup, broker::shutdown);
    }
  }

  private void add(Runnable start, Runnable stop) {
    starts.add(start);
    stops.push(stop);
  }

  void start() {
    try {
      starts.forEach(Runnable::run);
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /**
   * The broker first: it reports to the controller that it stops, so that the next start needn't
   * wait.
   */
  void stop() {
    stops.forEach(Runnable::run);
    sockets.close();
  }
}
