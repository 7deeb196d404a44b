package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.Test;

class GroupSettingsTest {
  @Test
  void isWhatTheLeaseAndTheCommitsRestOn() {
    assertThat(GroupSettings.of("g"))
        .containsEntry("group.id", "g")
        .containsEntry("group.protocol", "classic")
        .containsEntry(
            "partition.assignment.strategy", List.of(CooperativeStickyAssignor.class.getName()))
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("heartbeat.interval.ms", 500)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "earliest");
  }
}
