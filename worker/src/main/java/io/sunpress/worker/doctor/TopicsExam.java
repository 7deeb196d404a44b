package io.sunpress.worker.doctor;

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

/** Topics and their policies. Makes none. */
final class TopicsExam {
  private static final long TIMEOUT_SECONDS = 10;

  private final KafkaClientFactory kafka;
  private final Topics topics;

  TopicsExam(KafkaClientFactory kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  List<Finding> findings() {
    try (Admin admin = kafka.admin()) {
      List<String> missing =
          missing(admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      return missing.isEmpty() ? judged(new TopicSetup(topics).ensure(admin)) : notYet(missing);
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

  private static List<Finding> notYet(List<String> missing) {
    return List.of(
        Finding.warn(
            "topics",
            "not there: %s; the first start makes them, their policies are looked at then",
            "尚不存在：%s；首次启动时会自动创建，届时再检查策略",
            String.join(", ", missing)));
  }

  private List<Finding> judged(TopicCheckResult state) {
    if (state instanceof TopicCheckResult.Wrong wrong) {
      return wrong.complaints().stream()
          .map(
              complaint ->
                  Finding.fail(
                      "topics",
                      "%s: change the topic or the setting; workers refuse to start",
                      "%s：请修改主题或对应设置，否则 worker 拒绝启动",
                      complaint))
          .toList();
    }
    return state instanceof TopicCheckResult.Away away
        ? away(away.cause())
        : List.of(
            Finding.ok(
                "topics",
                "%s are there with the right policies",
                "%s 个主题均存在且策略正确",
                topics.all().size()));
  }

  private static List<Finding> away(String cause) {
    return List.of(
        Finding.fail(
            "topics",
            "Kafka does not answer (%s): look at spring.kafka.bootstrap-servers and"
                + " spring.kafka.security",
            "Kafka 没有响应（%s）：请检查 spring.kafka.bootstrap-servers 与 spring.kafka.security",
            cause));
  }

  private static String name(Throwable failure) {
    return failure.getClass().getSimpleName();
  }
}
