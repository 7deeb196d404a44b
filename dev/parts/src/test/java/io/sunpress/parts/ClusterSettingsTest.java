package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static final Path DIRECTORY = Path.of("/data/log");

  private final Map<String, Object> broker =
      ClusterSettings.broker(DIRECTORY, 2, 1001, 1003).originals();

  @Test
  void aBrokerIsNoControllerAndKnowsWhereItIs() {
    assertThat(broker)
        .containsEntry("process.roles", "broker")
        .containsEntry("node.id", "2")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1001")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1001")
        .containsEntry("controller.quorum.voters", "100@127.0.0.1:1003");
  }

  @Test
  void theControllerStaysOnLoopbackAndTakesNoClients() {
    assertThat(ClusterSettings.controller(DIRECTORY, 1003).originals())
        .containsEntry("process.roles", "controller")
        .containsEntry("listeners", "CONTROLLER://127.0.0.1:1003")
        .containsEntry("controller.quorum.voters", "100@127.0.0.1:1003");
  }

  /** A default of the broker's would hide that whoever made a topic forgot it. */
  @Test
  void saysNothingOfWhatATopicNeeds() {
    assertThat(broker).doesNotContainKeys("min.insync.replicas", "default.replication.factor");
  }
}
