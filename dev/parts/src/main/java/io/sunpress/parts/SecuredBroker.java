package io.sunpress.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A real Kafka broker with two entrances: one for everybody, who may do everything there, and one
 * that wants a user and a password (SASL PLAIN or SCRAM-SHA-256) and grants what Kafka's own access
 * control lists grant.
 */
public final class SecuredBroker implements AutoCloseable {
  /** Known to PLAIN from the start; SCRAM users are made with an admin client. */
  public static final String USER = "alice";

  /** Her password. */
  public static final String PASSWORD = "canary-alice-password-3141";

  private final LocalBroker broker;
  private final int port;

  private SecuredBroker(LocalBroker broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /**
   * Starts one and returns when clients can use it.
   *
   * @param own broker settings over all others
   */
  public static SecuredBroker start(Path dataDir, Map<String, String> own) {
    int port = Ports.free();
    Map<String, String> settings = new HashMap<>(security());
    settings.putAll(own);
    return new SecuredBroker(LocalBroker.startWithOwn(port, settings, dataDir), port);
  }

  private static Map<String, String> security() {
    String listener = "listener.name." + BrokerSettings.SIDE.toLowerCase(java.util.Locale.ROOT);
    String plain = "org.apache.kafka.common.security.plain.PlainLoginModule";
    String scram = "org.apache.kafka.common.security.scram.ScramLoginModule";
    return Map.of(
        "listener.security.protocol.map",
        "%s:PLAINTEXT,%s:PLAINTEXT,%s:SASL_PLAINTEXT"
            .formatted(BrokerSettings.CLIENTS, BrokerSettings.CONTROLLER, BrokerSettings.SIDE),
        listener + ".sasl.enabled.mechanisms",
        "PLAIN,SCRAM-SHA-256",
        listener + ".plain.sasl.jaas.config",
        "%s required user_%s=\"%s\";".formatted(plain, USER, PASSWORD),
        listener + ".scram-sha-256.sasl.jaas.config",
        scram + " required;",
        "authorizer.class.name",
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users",
        "User:ANONYMOUS");
  }

  /** The entrance for everybody. */
  public String openServers() {
    return broker.bootstrapServers();
  }

  /** The entrance for users. */
  public String securedServers() {
    return "127.0.0.1:" + port;
  }

  /** How a client comes in as a user. */
  public Map<String, Object> client(String mechanism, String user, String password) {
    String module =
        mechanism.equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    return Map.of(
        "bootstrap.servers",
        securedServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        mechanism,
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";".formatted(module, user, password));
  }

  @Override
  public void close() {
    broker.close();
  }
}
