package io.sunpress.worker;

import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.GroupSettings;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.TopicSubscription;
import io.sunpress.kafka.KafkaErrorText;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/** What all poll loops have in common. */
record PollLoopFactory(
    KafkaClientFactory kafka, WorkerMembershipGate gate, WorkerProperties settings, Topics topics) {

  PollLoop loop(
      String topic,
      String group,
      AssignedPartitions assignedPartitions,
      OwnershipListener ownershipListener) {
    return loop(topic, group, Map.of(), assignedPartitions, ownershipListener);
  }

  /** A loop; its group is named by the installation, as its topics are. */
  PollLoop loop(
      String topic,
      String group,
      Map<String, Object> own,
      AssignedPartitions assignedPartitions,
      OwnershipListener ownershipListener) {
    Map<String, Object> consumer = new HashMap<>(GroupSettings.of(topics.group(group)));
    consumer.putAll(own);
    return new PollLoop(
        TopicSubscription.of(topic),
        () -> kafka.rawConsumer(consumer),
        assignedPartitions,
        gate,
        settings.drainTimeout(),
        ownershipListener,
        KafkaErrorText::of,
        System::nanoTime);
  }
}
