package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
      assertThat(isKept(broker.port())).isTrue();

      broker.start();
      broker.start();
      assertThat(new BrokerClient(broker.bootstrapServers()).clusterId()).isNotBlank();
    }
  }

  @Test
  void sendsClientsThroughTheProxyThatStandsBeforeIt() throws Exception {
    int port = Ports.free();
    try (var proxy = TcpProxy.to("127.0.0.1", port);
        var broker = LocalBroker.startBehind(proxy.port(), dir, port);
        var admin = new BrokerClient(broker.bootstrapServers()).admin()) {
      assertThat(admin.describeCluster().nodes().get())
          .singleElement()
          .satisfies(node -> assertThat(node.port()).isEqualTo(proxy.port()));

      proxy.freeze();
      var asked = admin.listTopics().names();
      assertThatThrownBy(() -> asked.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      proxy.thaw();
      assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void cutsOffOnlyThoseWhoCameInByTheSideDoor() throws Exception {
    int side = Ports.free();
    try (var proxy = TcpProxy.to("127.0.0.1", side);
        var broker = LocalBroker.startWithSideDoor(side, proxy.port(), dir);
        var cut = new BrokerClient("127.0.0.1:" + proxy.port()).admin();
        var other = new BrokerClient(broker.bootstrapServers()).admin()) {
      assertThat(cut.describeCluster().nodes().get())
          .singleElement()
          .satisfies(node -> assertThat(node.port()).isEqualTo(proxy.port()));
      proxy.freeze();
      var asked = cut.listTopics().names();
      assertThatThrownBy(() -> asked.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(other.listTopics().names().get(20, TimeUnit.SECONDS)).isEmpty();

      proxy.thaw();
      assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void makesNoTopicByItself() throws Exception {
    try (var broker = LocalBroker.start(dir, 0)) {
      var client = new BrokerClient(broker.bootstrapServers());
      try (var producer = client.producer(Map.of("max.block.ms", 2_000));
          var admin = client.admin()) {
        // A producer's question is one that Kafka may answer by creating the topic.
        assertThatThrownBy(() -> producer.partitionsFor("unknown"))
            .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).isEmpty();
      }
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
      assertThatThrownBy(() -> LocalBroker.start(dir, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");

      broker.stop();
      assertThatThrownBy(() -> LocalBroker.start(dir, 0)).isInstanceOf(IllegalStateException.class);
      broker.start();
      assertThat(new BrokerClient(broker.bootstrapServers()).clusterId()).isNotBlank();
    }
    LocalBroker.start(dir, 0).close();
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

  /** Without address reuse, a server cannot have a port that any socket is bound to. */
  private static boolean isKept(int port) throws IOException {
    try (var server = new ServerSocket()) {
      server.setReuseAddress(false);
      server.bind(Ports.loopback(port));
      return false;
    } catch (BindException e) {
      return true;
    }
  }
}
