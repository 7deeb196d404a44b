package io.sunpress.api.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogCounterTest {
  private static final Installation HOME = SharedInstallation.home();

  private static Map<Priority, Long> count() {
    // On a busy machine Kafka may not say in time.
    return await().until(BacklogCounterTest::countOnce, Optional::isPresent).orElseThrow();
  }

  private static Optional<Map<Priority, Long>> countOnce() throws Exception {
    try (Admin admin = HOME.admin()) {
      return new BacklogCounter(HOME.topics(), () -> admin).count().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void countsWhatNoWorkerHasCommitted() throws Exception {
    SharedInstallation.api()
        .post(
            "/v1/codes",
            "{\"page\":\"pages/backlog\",\"scene\":\"hold-first\"}",
            "Prefer",
            "wait=0");
    commitAll();
    assertThat(count()).isEqualTo(Map.of(Priority.INTERACTIVE, 0L, Priority.BULK, 0L));
    SharedInstallation.api()
        .post(
            "/v1/codes",
            "{\"page\":\"pages/backlog\",\"scene\":\"hold-next\"}",
            "Prefer",
            "wait=0");
    assertThat(count()).isEqualTo(Map.of(Priority.INTERACTIVE, 1L, Priority.BULK, 0L));
  }

  @Test
  void saysNothingWhereKafkaDoesNotSay() throws Exception {
    BacklogCounter backlog =
        new BacklogCounter(
            Topics.DEFAULT,
            () -> {
              throw new KafkaException("no such name");
            });
    assertThat(backlog.count().get(20, TimeUnit.SECONDS)).isEmpty();
  }

  /** As workers do that have finished everything. */
  private static void commitAll() throws Exception {
    try (Admin admin = HOME.admin()) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (int number = 0; number < HOME.topics().partitions(); number++) {
        wanted.put(new TopicPartition(HOME.topics().requests(), number), OffsetSpec.latest());
      }
      Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> commits.put(partition, new OffsetAndMetadata(end.offset())));
      String group = HOME.topics().group(Priority.INTERACTIVE.group());
      admin.alterConsumerGroupOffsets(group, commits).all().get();
    }
  }
}
