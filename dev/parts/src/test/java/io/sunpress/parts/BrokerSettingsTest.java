package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  private final Map<String, Object> settings = settings(AdditionalListener.NONE);

  @Test
  void waitsForAFormerSessionNoLongerThanThreeSeconds() {
    assertThat(settings)
        .containsEntry("broker.session.timeout.ms", "3000")
        .containsEntry("broker.heartbeat.interval.ms", "500");
  }

  @Test
  void staysOnLoopback() {
    assertThat(settings)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1001,CONTROLLER://127.0.0.1:1003")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1002")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:1003");
  }

  @Test
  void tellsThoseAtTheSideDoorAnotherPort() {
    assertThat(settings(new AdditionalListener(1004, 1005)))
        .containsEntry(
            "listeners",
            "PLAINTEXT://127.0.0.1:1001,CONTROLLER://127.0.0.1:1003,SIDE://127.0.0.1:1004")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1002,SIDE://127.0.0.1:1005");
  }

  private static Map<String, Object> settings(AdditionalListener side) {
    var ports = new BrokerSettings.NodePorts(1001, 1002, 1003, side);
    return BrokerSettings.of(Path.of("/data/log"), ports, Map.of()).originals();
  }

  @Test
  void asksForNoReplicasThatOneNodeCannotHave() {
    assertThat(settings).hasEntrySatisfying("default.replication.factor", BrokerSettingsTest::one);
    settings.forEach(
        (key, value) -> {
          if (key.endsWith("replication.factor") || key.endsWith("min.isr")) {
            one(value);
          }
        });
  }

  private static void one(Object value) {
    assertThat(value).isEqualTo("1");
  }
}
