package io.sunpress.worker;

import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.RecordHandler;
import io.sunpress.worker.delay.DelayedRequestHandler;
import io.sunpress.worker.delay.ParkedRequestHandler;
import io.sunpress.worker.source.WorkerAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The loops that put back what was put aside, each with a group of its own. */
final class DelayPollLoops {
  /**
   * How many records of a partition are on their way back at once. Every partition has room of its
   * own, so that none waits for another.
   */
  private static final int WINDOW = 8;

  private final PollLoopFactory parts;
  private final List<PollLoop> loops = new ArrayList<>();

  DelayPollLoops(
      PollLoopFactory parts, List<DelayedRequestHandler> retries, ParkedRequestHandler parked) {
    this.parts = parts;
    for (DelayedRequestHandler retry : retries) {
      add(
          retry.delay().topic(),
          WorkerAccess.delayGroup(retry.delay().label()),
          retry,
          retry::isDue);
    }
    add(parts.topics().parked(), WorkerAccess.PARKED_GROUP, parked, parked::isDue);
  }

  private void add(
      String topic,
      String group,
      RecordHandler relay,
      Predicate<ConsumerRecord<byte[], byte[]>> ripe) {
    InFlightLimit room = new InFlightLimit(WINDOW * parts.topics().partitions());
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(room, relay, WINDOW, 0, () -> false, ripe);
    loops.add(parts.loop(topic, group, assignedPartitions, OwnershipListener.NONE));
  }

  List<PollLoop> all() {
    return List.copyOf(loops);
  }
}
