package io.sunpress.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record in hand, of a partition as it was held when the record was taken. */
final class InFlightRecord implements Acknowledgment {
  private final AssignedPartitions assignedPartitions;
  final OwnedPartition partition;
  final ConsumerRecord<byte[], byte[]> record;
  final PartitionWindow.Slot slot;
  private boolean ended;
  private boolean aside;

  InFlightRecord(
      AssignedPartitions assignedPartitions,
      OwnedPartition partition,
      PartitionWindow.Slot slot,
      ConsumerRecord<byte[], byte[]> record) {
    this.assignedPartitions = assignedPartitions;
    this.partition = partition;
    this.slot = slot;
    this.record = record;
  }

  @Override
  public boolean held() {
    return !partition.dropped;
  }

  @Override
  public boolean isLeaving() {
    return partition.closing;
  }

  @Override
  public void nearlyDone() {
    assignedPartitions.nearlyDone(this);
  }

  @Override
  public void finished() {
    assignedPartitions.end(this, true);
  }

  @Override
  public void handBack() {
    assignedPartitions.end(this, false);
  }

  /** Whether its place has gone to another. With the lock held. */
  boolean isAside() {
    return aside;
  }

  /** Its place goes to another, if it still has one. With the lock held. */
  void stepAside(InFlightLimit from) {
    if (!ended && !aside) {
      aside = from.passOn();
    }
  }

  /** Whether this is the first end. With the lock held. */
  boolean endsNow() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
