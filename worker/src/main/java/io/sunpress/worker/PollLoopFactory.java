package io.sunpress.worker;

import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.GroupSettings;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;

/** What all poll loops have in common. */
record PollLoopFactory(
    KafkaClientFactory kafka, WorkerMembershipGate gate, WorkerProperties settings, Topics topics) {

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
        settings.drainTimeout(),
        ownershipListener,
        System::nanoTime);
  }
}
