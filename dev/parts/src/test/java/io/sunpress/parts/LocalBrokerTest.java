package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  @TempDir Path dir;

  @Test
  void keepsTopicsRecordsOffsetsAndClusterIdOverARestart() throws Exception {
    try (var broker = LocalBroker.start(dir, 0)) {
      var client = new BrokerClient(broker.bootstrapServers());
      client.fill("a", "b");
      String cluster = client.clusterId();
      int port = broker.port();

      broker.restart();

      assertThat(broker.port()).isEqualTo(port);
      client.write("c");
      assertThat(client.read(3)).containsExactly("a", "b", "c");
      assertThat(client.committed()).isEqualTo(1);
      assertThat(client.clusterId()).isEqualTo(cluster);
    }
  }

  @Test
  void refusesCallersWhileStoppedAndHoldsThePort() throws Exception {
    try (var broker = LocalBroker.start(dir, 0)) {
      broker.stop();
      broker.stop();

      assertThatThrownBy(() -> new Socket("127.0.0.1", broker.port()).close())
          .hasMessageContaining("refused");
      assertThat(Ports.isFree(broker.port())).as("taken by somebody else").isTrue();

      broker.start();
      broker.start();
      assertThat(new BrokerClient(broker.bootstrapServers()).clusterId()).isNotBlank();
    }
  }

  @Test
  void makesNoTopicByItself() {
    try (var broker = LocalBroker.start(dir, 0);
        var admin = new BrokerClient(broker.bootstrapServers()).admin()) {
      var asked =
          admin
              .describeTopics(
                  java.util.List.of("unknown"), new DescribeTopicsOptions().timeoutMs(10_000))
              .allTopicNames();

      assertThatThrownBy(asked::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (var other = new ServerSocket()) {
      other.bind(Ports.loopback(0));

      assertThatThrownBy(() -> LocalBroker.start(dir, other.getLocalPort()))
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
    }
  }

  @Test
  void refusesADirectoryInUseAndLeavesItsUserAlone() throws Exception {
    try (var broker = LocalBroker.start(dir, 0)) {
      assertThatThrownBy(() -> LocalBroker.start(dir, 0)).isInstanceOf(IllegalStateException.class);

      assertThat(new BrokerClient(broker.bootstrapServers()).clusterId()).isNotBlank();
    }
  }

  @Test
  void closesTwiceAndGivesThePortBack() {
    var broker = LocalBroker.start(dir, 0);
    long begin = System.nanoTime();
    broker.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    broker.close();

    assertThat(took).isLessThan(Duration.ofSeconds(5));
    assertThat(Ports.isFree(broker.port())).isTrue();
  }
}
