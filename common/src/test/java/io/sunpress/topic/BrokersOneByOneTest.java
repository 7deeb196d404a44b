package io.sunpress.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.parts.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers are started one after the other on an empty disk, while a process waits. */
@Tag("long")
class BrokersOneByOneTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final TopicSetup SETUP =
      new TopicSetup(Topics.DEFAULT, new TopicCreation(true, 3), RequiredAccess.NONE);

  @Test
  void makesNoTopicBeforeThereAreAsManyBrokersAsReplicas(@TempDir Path dir) throws Exception {
    try (LocalCluster cluster = LocalCluster.startEmpty(dir, 3);
        Admin admin =
            Admin.create(
                Map.of(
                    "bootstrap.servers",
                    cluster.bootstrapServers(),
                    "request.timeout.ms",
                    3_000,
                    "default.api.timeout.ms",
                    5_000))) {
      assertThat(away(admin)).startsWith("Kafka does not answer: ");
      for (int broker = 1; broker <= 2; broker++) {
        cluster.begin(List.of(broker));
        cluster.awaitReady(List.of(broker));
        String only = "only " + broker + " broker(s) are registered";
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(away(admin))
                        .contains(Topics.DEFAULT.requests(), "can't be created: ", only)
                        .contains("sunpress.topics.replication=3"));
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
      cluster.begin(List.of(3));
      cluster.awaitReady(List.of(3));
      TopicCheckResult.Ready ready =
          (TopicCheckResult.Ready)
              await()
                  .atMost(SOON)
                  .until(() -> SETUP.ensure(admin), TopicCheckResult.Ready.class::isInstance);
      assertThat(ready.warnings()).isEmpty();
      hasThreeReplicas(admin);
    }
  }

  private static String away(Admin admin) throws InterruptedException {
    TopicCheckResult result = SETUP.ensure(admin);
    assertThat(result).isInstanceOf(TopicCheckResult.Away.class);
    return ((TopicCheckResult.Away) result).cause();
  }

  private static void hasThreeReplicas(Admin admin) throws Exception {
    Set<String> names = admin.listTopics().names().get();
    assertThat(names).hasSize(Topics.DEFAULT.all().size());
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      assertThat(topic.partitions()).allMatch(partition -> partition.replicas().size() == 3);
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
      assertThat(
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get()
                  .get(resource)
                  .get("min.insync.replicas")
                  .value())
          .isEqualTo("2");
    }
  }
}
