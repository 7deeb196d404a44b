package io.sunpress.worker;

import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.GroupSettings;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.settings.KafkaClients;
import io.sunpress.topic.Topics;

/** What all poll loops have in common. */
record LoopParts(KafkaClients kafka, WorkerGate gate, WorkerSettings settings, Topics topics) {

  /** A loop; its group is named by the installation, as its topics are. */
  PollLoop loop(
      String topic,
      String group,
      AssignedPartitions assignedPartitions,
      OwnershipListener ownershipListener) {
    return new PollLoop(
        topic,
        () -> kafka.rawConsumer(GroupSettings.of(topics.group(group))),
        assignedPartitions,
        gate,
        settings.drain(),
        ownershipListener,
        System::nanoTime);
  }
}
