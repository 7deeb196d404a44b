package io.sunpress.settings;

import io.sunpress.settings.DependencyCheck.State;
import io.sunpress.topic.RequestRetention;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import org.apache.kafka.common.KafkaException;

/** Looks at the topics; what a client reports that can't be made is the cause. */
final class KafkaDependency implements DependencyCheck.Look {
  private final TopicSetup setup;
  private final KafkaClientFactory kafka;
  private final RequestRetention retention;

  KafkaDependency(TopicSetup setup, KafkaClientFactory kafka, RequestRetention retention) {
    this.setup = setup;
    this.kafka = kafka;
    this.retention = retention;
  }

  @Override
  public State state() throws InterruptedException {
    try {
      TopicCheckResult result = setup.ensure(kafka.admin());
      if (result instanceof TopicCheckResult.Ready ready) {
        ready.retention().ifPresent(retention::found);
      }
      return State.of(result);
    } catch (KafkaException e) {
      return State.missing("Kafka: " + e.getMessage());
    }
  }
}
