package io.sunpress.worker.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record in hand, of a partition as it was held when the record was taken. */
final class Hand implements Claim {
  private final Lane lane;
  final HeldPartition partition;
  final ConsumerRecord<byte[], byte[]> record;
  final PartitionWindow.Slot slot;
  private boolean ended;
  private boolean aside;

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
  public void nearlyDone() {
    lane.nearlyDone(this);
  }

  @Override
  public void finished() {
    lane.end(this, true);
  }

  @Override
  public void handBack() {
    lane.end(this, false);
  }

  /** Whether its place has gone to another. With the lock held. */
  boolean isAside() {
    return aside;
  }

  /** Its place goes to another, if it still has one. With the lock held. */
  void stepAside(InFlight from) {
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
