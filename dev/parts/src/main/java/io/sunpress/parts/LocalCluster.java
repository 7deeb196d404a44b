package io.sunpress.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka cluster (KRaft) on 127.0.0.1: brokers in JVMs of their own, to be killed and started
 * again, each always on its port and data; and a controller in this JVM that stays, so that however
 * many brokers are gone, those that are left have somebody to lead them.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);
  private static final Pattern READY = Pattern.compile("^ready$");

  private final List<Seat> seats = new ArrayList<>();
  private final KafkaNode controller;

  /** A broker's place, whether or not it is there. */
  private static final class Seat {
    final PortReservation port = new PortReservation(0);
    final ClusterBroker broker;
    final Path output;
    ChildJvm jvm;

    Seat(Path directory, Uuid cluster, int nodeId, int controllerPort) {
      this.broker =
          new ClusterBroker(
              directory.resolve("broker-" + nodeId), cluster, nodeId, port.port(), controllerPort);
      this.output = directory.resolve("broker-" + nodeId + ".log");
    }

    void begin() {
      jvm =
          JavaCommand.main(ClusterBroker.class)
              .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
              .args(broker.arguments())
              .start(output);
    }

    void close() {
      if (jvm != null) {
        jvm.close();
      }
      port.close();
    }
  }

  private LocalCluster(Path directory, int brokers) {
    Uuid cluster = Uuid.randomUuid();
    BrokerSockets sockets = BrokerSockets.ofController();
    int controllerPort = sockets.controllerPort();
    Path logDir =
        BrokerStorage.ready(
            directory.resolve("controller"), ClusterSettings.CONTROLLER_ID, cluster);
    controller = new KafkaNode(ClusterSettings.controller(logDir, controllerPort), sockets);
    for (int nodeId = 1; nodeId <= brokers; nodeId++) {
      seats.add(new Seat(directory, cluster, nodeId, controllerPort));
    }
  }

  /**
   * Starts a cluster and returns when clients can use every broker.
   *
   * @param directory an empty one, or none yet
   * @param brokers how many
   * @throws IllegalStateException if a broker does not start
   */
  public static LocalCluster start(Path directory, int brokers) {
    var cluster = new LocalCluster(directory, brokers);
    try {
      cluster.begin(cluster.brokers());
      cluster.controller.start();
      cluster.awaitReady(cluster.brokers());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * As {@link #start(Path, int)}, but no broker runs until {@link #begin(Collection)}: a cluster on
   * an empty disk whose brokers come one after the other.
   */
  public static LocalCluster startEmpty(Path directory, int brokers) {
    var cluster = new LocalCluster(directory, brokers);
    try {
      cluster.controller.start();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What clients take as {@code bootstrap.servers}: all brokers, whether or not they are there. */
  public String bootstrapServers() {
    return seats.stream()
        .map(seat -> "127.0.0.1:" + seat.port.port())
        .collect(Collectors.joining(","));
  }

  /** The brokers' node ids: 1, 2 and so on. */
  public List<Integer> brokers() {
    return IntStream.rangeClosed(1, seats.size()).boxed().toList();
  }

  /** SIGKILL: returns when all of them are gone. */
  public void kill(Collection<Integer> brokers) {
    brokers.forEach(id -> seat(id).jvm.kill());
  }

  /**
   * Starts brokers that were killed, on the port and data that they had; returns at once.
   *
   * @see #awaitReady(Collection)
   */
  public void begin(Collection<Integer> brokers) {
    brokers.forEach(id -> seat(id).begin());
  }

  /**
   * Waits until clients can use these brokers.
   *
   * @throws IllegalStateException if one does not start
   */
  public void awaitReady(Collection<Integer> brokers) {
    brokers.forEach(id -> seat(id).jvm.awaitLine(READY, READY_WITHIN));
  }

  private Seat seat(int id) {
    return seats.get(id - 1);
  }

  /** Kills the brokers and stops the controller. */
  @Override
  public void close() {
    seats.forEach(Seat::close);
    controller.stop();
  }
}
