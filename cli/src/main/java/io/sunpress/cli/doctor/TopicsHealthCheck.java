package io.sunpress.cli.doctor;

import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.RequiredAccess;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicCreation;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Topics, their policies, and the worker's rights on them. Creates none. */
final class TopicsHealthCheck {
  private final KafkaClientFactory kafka;
  private final Topics topics;
  private final RequiredAccess access;
  private final boolean created;

  /**
   * @param created whether a start creates missing topics
   */
  TopicsHealthCheck(
      KafkaClientFactory kafka, Topics topics, RequiredAccess access, boolean created) {
    this.kafka = kafka;
    this.topics = topics;
    this.access = access;
    this.created = created;
  }

  List<HealthFinding> findings() {
    try {
      return checked(new TopicSetup(topics, TopicCreation.NONE, access).ensure(kafka.admin()));
    } catch (KafkaException e) {
      return away(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return away("interrupted");
    }
  }

  private List<HealthFinding> checked(TopicCheckResult state) {
    if (state instanceof TopicCheckResult.Wrong wrong) {
      return wrong.complaints().stream()
          .map(complaint -> HealthFinding.fail("topics.wrong", complaint))
          .toList();
    }
    if (state instanceof TopicCheckResult.Missing missing) {
      String names = String.join(", ", missing.topics());
      return List.of(
          created
              ? HealthFinding.warn("topics.new", names)
              : HealthFinding.fail("topics.missing", names));
    }
    return state instanceof TopicCheckResult.Away away
        ? away(away.cause())
        : ready((TopicCheckResult.Ready) state);
  }

  private List<HealthFinding> ready(TopicCheckResult.Ready ready) {
    List<HealthFinding> findings = new ArrayList<>();
    findings.add(HealthFinding.ok("topics.right", topics.all().size()));
    ready
        .warnings()
        .forEach(warning -> findings.add(HealthFinding.warn("durability.less", warning)));
    return findings;
  }

  private static List<HealthFinding> away(String cause) {
    return List.of(HealthFinding.fail("topics.away", cause));
  }
}
