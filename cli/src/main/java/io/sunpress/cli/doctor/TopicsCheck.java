package io.sunpress.cli.doctor;

import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.TopicSpec;
import io.sunpress.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Topics and their policies. Creates none. */
final class TopicsCheck {
  private static final long TIMEOUT_SECONDS = 10;

  private final KafkaClientFactory kafka;
  private final Topics topics;

  TopicsCheck(KafkaClientFactory kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  List<HealthFinding> findings() {
    try (Admin admin = kafka.admin()) {
      List<String> missing =
          missing(admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      return missing.isEmpty()
          ? checked(new TopicSetup(topics).ensure(admin))
          : List.of(HealthFinding.warn("topics.new", String.join(", ", missing)));
    } catch (ExecutionException | TimeoutException e) {
      return away(name(e.getCause() == null ? e : e.getCause()));
    } catch (KafkaException e) {
      return away(name(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return away("interrupted");
    }
  }

  private List<String> missing(Set<String> there) {
    return topics.all().stream()
        .map(TopicSpec::name)
        .filter(name -> !there.contains(name))
        .toList();
  }

  private List<HealthFinding> checked(TopicCheckResult state) {
    if (state instanceof TopicCheckResult.Wrong wrong) {
      return wrong.complaints().stream()
          .map(complaint -> HealthFinding.fail("topics.wrong", complaint))
          .toList();
    }
    return state instanceof TopicCheckResult.Away away
        ? away(away.cause())
        : List.of(HealthFinding.ok("topics.right", topics.all().size()));
  }

  private static List<HealthFinding> away(String cause) {
    return List.of(HealthFinding.fail("topics.away", cause));
  }

  private static String name(Throwable failure) {
    return failure.getClass().getSimpleName();
  }
}
