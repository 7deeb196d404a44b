package io.sunpress.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;

/** What makes a Kafka node a small, quick, single one on loopback; all else is Kafka's default. */
final class BrokerSettings {
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";
  static final String SIDE = "SIDE";
  static final int NODE_ID = 1;

  private BrokerSettings() {}

  /**
   * The ports of 127.0.0.1.
   *
   * @param clients where the broker listens
   * @param advertised the address that clients get
   * @param controller where the controller listens
   * @param side a second entrance for clients
   */
  record NodePorts(int clients, int advertised, int controller, AdditionalListener side) {}

  /**
   * @param own the caller's settings, over all others
   */
  static KafkaConfig of(Path logDir, NodePorts ports, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(place(logDir, ports));
    settings.putAll(ofOneNode());
    settings.putAll(timing());
    settings.putAll(size());
    settings.putAll(own);
    return new KafkaConfig(settings, false);
  }

  private static Map<String, String> place(Path logDir, NodePorts ports) {
    String controller = "127.0.0.1:" + ports.controller();
    Map<String, String> place = new HashMap<>();
    place.put("process.roles", "broker,controller");
    place.put("node.id", String.valueOf(NODE_ID));
    place.put("log.dirs", logDir.toString());
    AdditionalListener side = ports.side();
    place.put(
        "listeners",
        clients(ports.clients()) + "," + CONTROLLER + "://" + controller + side(side, side.port()));
    place.put(
        "advertised.listeners", clients(ports.advertised()) + side(side, side.advertisedPort()));
    place.put("inter.broker.listener.name", CLIENTS);
    place.put("controller.listener.names", CONTROLLER);
    place.put(
        "listener.security.protocol.map",
        CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT," + SIDE + ":PLAINTEXT");
    // Static voters: read at each start, so the controller may have another port every time.
    place.put("controller.quorum.voters", NODE_ID + "@" + controller);
    return place;
  }

  private static String clients(int port) {
    return CLIENTS + "://127.0.0.1:" + port;
  }

  private static String side(AdditionalListener side, int port) {
    return side.exists() ? "," + SIDE + "://127.0.0.1:" + port : "";
  }

  private static Map<String, String> ofOneNode() {
    return Map.of(
        "auto.create.topics.enable", "false",
        "default.replication.factor", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  static Map<String, String> timing() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        // After kill -9 the controller lets the node back in only when its former session is over.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        "server.max.startup.time.ms", "60000");
  }

  static Map<String, String> size() {
    return Map.of(
        "offsets.topic.num.partitions", "8",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.num.partitions", "4",
        "num.network.threads", "2",
        "num.io.threads", "4",
        // 128 MB of heap by default, for keys that a small broker doesn't have.
        "log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
  }
}
