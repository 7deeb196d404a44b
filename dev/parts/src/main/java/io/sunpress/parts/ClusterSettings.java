package io.sunpress.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;

/**
 * The nodes of a {@link LocalCluster}: a controller that stays, and brokers that come and go. What
 * a topic needs of its replicas is left to those who make it: Kafka's default of
 * min.insync.replicas is 1.
 */
final class ClusterSettings {
  static final int CONTROLLER_ID = 100;

  private ClusterSettings() {}

  static KafkaConfig controller(Path logDir, int port) {
    Map<String, String> settings = of(logDir, CONTROLLER_ID, port);
    settings.put("process.roles", "controller");
    settings.put("listeners", BrokerSettings.CONTROLLER + "://127.0.0.1:" + port);
    return new KafkaConfig(settings, false);
  }

  static KafkaConfig broker(Path logDir, int nodeId, int port, int controllerPort) {
    Map<String, String> settings = of(logDir, nodeId, controllerPort);
    String clients = BrokerSettings.CLIENTS + "://127.0.0.1:" + port;
    settings.put("process.roles", "broker");
    settings.put("listeners", clients);
    settings.put("advertised.listeners", clients);
    settings.put("inter.broker.listener.name", BrokerSettings.CLIENTS);
    return new KafkaConfig(settings, false);
  }

  private static Map<String, String> of(Path logDir, int nodeId, int controllerPort) {
    Map<String, String> settings = new HashMap<>(BrokerSettings.timing());
    settings.putAll(BrokerSettings.size());
    settings.put("node.id", String.valueOf(nodeId));
    settings.put("log.dirs", logDir.toString());
    settings.put("controller.listener.names", BrokerSettings.CONTROLLER);
    settings.put("controller.quorum.voters", CONTROLLER_ID + "@127.0.0.1:" + controllerPort);
    settings.put(
        "listener.security.protocol.map",
        BrokerSettings.CLIENTS + ":PLAINTEXT," + BrokerSettings.CONTROLLER + ":PLAINTEXT");
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", "3");
    settings.put("transaction.state.log.replication.factor", "3");
    settings.put("transaction.state.log.min.isr", "2");
    return settings;
  }
}
