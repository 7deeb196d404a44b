package io.sunpress.worker;

import io.sunpress.settings.KafkaClients;
import io.sunpress.topic.Topics;
import io.sunpress.worker.engine.GroupSettings;
import io.sunpress.worker.engine.Lane;
import io.sunpress.worker.engine.PollLoop;
import io.sunpress.worker.engine.Stakes;

/** What all poll loops have in common. */
record LoopParts(KafkaClients kafka, WorkerGate gate, WorkerSettings settings, Topics topics) {

  /** A loop; its group is named by the installation, as its topics are. */
  PollLoop loop(String topic, String group, Lane lane, Stakes stakes) {
    return new PollLoop(
        topic,
        () -> kafka.rawConsumer(GroupSettings.of(topics.group(group))),
        lane,
        gate,
        settings.drain(),
        stakes,
        System::nanoTime);
  }
}
