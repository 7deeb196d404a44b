package io.sunpress.bench.harness;

import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes topics before anybody needs them, so that their making is not measured. */
final class TopicCreation {
  private static final Duration MOST = Duration.ofSeconds(60);

  private TopicCreation() {}

  static void of(Topics topics, String bootstrapServers) {
    TopicSetup setup = new TopicSetup(topics);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      ConditionWait.until("all topics are there", MOST, () -> isReady(setup, admin));
    }
  }

  private static boolean isReady(TopicSetup setup, Admin admin) {
    try {
      TopicCheckResult state = setup.ensure(admin);
      if (state instanceof TopicCheckResult.Wrong) {
        throw new IllegalStateException("new topics are wrong: " + state);
      }
      return state instanceof TopicCheckResult.Ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
