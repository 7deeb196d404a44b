package io.sunpress.worker;

import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.RecordHandler;
import io.sunpress.worker.retry.ParkedRelay;
import io.sunpress.worker.retry.RetryRelay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The loops that put back what was put aside, each with a group of its own. */
final class RelayLoops {
  /**
   * How many records of a partition are on their way back at once. Every partition has room of its
   * own, so that none waits for another.
   */
  private static final int WINDOW = 8;

  private final LoopParts parts;
  private final List<PollLoop> loops = new ArrayList<>();

  RelayLoops(LoopParts parts, List<RetryRelay> retries, ParkedRelay parked) {
    this.parts = parts;
    for (RetryRelay retry : retries) {
      add(retry.delay().topic(), "retries-" + retry.delay().label(), retry, retry::isDue);
    }
    add(parts.topics().parked(), "parked", parked, parked::isDue);
  }

  private void add(
      String topic,
      String group,
      RecordHandler relay,
      Predicate<ConsumerRecord<byte[], byte[]>> ripe) {
    InFlightLimit room = new InFlightLimit(WINDOW * parts.topics().partitions());
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(room, relay, WINDOW, 0, () -> false, ripe);
    loops.add(parts.loop(topic, "sunpress-" + group, assignedPartitions, OwnershipListener.NONE));
  }

  List<PollLoop> all() {
    return List.copyOf(loops);
  }
}
