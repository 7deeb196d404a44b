package io.sunpress.worker.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record in hand, of a partition as it was held when the record was taken. */
final class Hand implements Claim {
  private final Lane lane;
  final HeldPartition partition;
  final ConsumerRecord<byte[], byte[]> record;
  final PartitionWindow.Slot slot;
  private boolean ended;

  Hand(
      Lane lane,
      HeldPartition partition,
      PartitionWindow.Slot slot,
      ConsumerRecord<byte[], byte[]> record) {
    this.lane = lane;
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
  public void finished() {
    lane.end(this, true);
  }

  @Override
  public void handBack() {
    lane.end(this, false);
  }

  /** Whether this is the first end. With the lock held. */
  boolean endsNow() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
