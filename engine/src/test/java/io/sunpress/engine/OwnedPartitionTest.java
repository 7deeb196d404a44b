package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnedPartitionTest {
  private static final TopicPartition NAME = new TopicPartition("t", 0);
  private static final int RUNS = 3_000;

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("t", 0, offset, null, new byte[0]);
  }

  private static OwnedPartition partition(@Nullable OffsetAndMetadata committed) {
    return new OwnedPartition(NAME, 10, committed == null ? null : CommitMetadata.read(committed));
  }

  private static PartitionWindow.Slot take(OwnedPartition partition) {
    partition.inHand++;
    return partition.window.take(partition.waiting.removeFirst().offset(), 0);
  }

  @Test
  void takesNothingBeforeTheBrokerKnowsThatItIsAtWork() {
    OwnedPartition partition = partition(null);
    assertThat(partition.toCommit()).as("nobody knows where it is").isEmpty();
    partition.receive(record(3));
    assertThat(partition.canTake()).isFalse();
    assertThat(partition.isHeldUp()).isTrue();
    CommitMetadata begun = partition.toCommit().orElseThrow();
    assertThat(begun.begun()).hasValue(3);
    partition.acknowledged(begun);
    assertThat(partition.canTake()).isTrue();
    assertThat(partition.isHeldUp()).isFalse();
    assertThat(partition.toCommit()).isEmpty();
  }

  @Test
  void doesNotTakeItsPredecessorsWordForItsOwn() {
    OwnedPartition partition = partition(new OffsetAndMetadata(3, "v1 0 0 0 3 - "));
    partition.receive(record(3));
    assertThat(partition.canTake()).isFalse();
    assertThat(partition.toCommit().orElseThrow().caution().level()).isEqualTo(1);
  }

  @Test
  void asksAgainUntilItIsAcknowledgedAndThenNoMore() {
    OwnedPartition partition = partition(null);
    partition.receive(record(0));
    partition.acknowledged(partition.toCommit().orElseThrow());
    partition.window.finish(take(partition));
    assertThat(partition.toCommit().orElseThrow().offset()).isEqualTo(1);
    assertThat(partition.toCommit()).isPresent();
    partition.acknowledged(partition.toCommit().orElseThrow());
    assertThat(partition.toCommit()).isEmpty();
  }

  @Test
  void leavesInOrderAndTellsWhatIsFinishedBeyond() {
    OwnedPartition partition = partition(null);
    partition.receive(record(0));
    partition.receive(record(1));
    partition.acknowledged(partition.toCommit().orElseThrow());
    take(partition);
    partition.window.finish(take(partition));
    partition.closing = true;
    CommitMetadata left = partition.toCommit().orElseThrow();
    assertThat(left.offset()).isZero();
    assertThat(left.begun()).isEmpty();
    assertThat(left.beyond().offsets()).containsExactly(1L);

    OwnedPartition next = partition(left.written());
    next.receive(record(0));
    next.receive(record(1));
    List<Long> passed = new ArrayList<>();
    next.passFinished(record -> passed.add(record.offset()));
    assertThat(passed).as("the first is not finished").isEmpty();
    next.acknowledged(next.toCommit().orElseThrow());
    PartitionWindow.Slot first = take(next);
    next.passFinished(record -> passed.add(record.offset()));
    assertThat(passed).containsExactly(1L);
    next.window.finish(first);
    assertThat(next.prefix()).hasValue(2);
  }

  @Test
  void forgetsWhatWasFinishedWhereTheBrokerHasLostIt() {
    OwnedPartition partition = partition(new OffsetAndMetadata(5, "v1 0 0 0 - - Ag"));
    partition.receive(record(0));
    for (long offset = 1; offset < 8; offset++) {
      partition.receive(record(offset));
    }
    assertThat(partition.window.wasFinished(6)).as("another record by now").isFalse();
    assertThat(partition.prefix()).hasValue(0);
  }

  @Test
  void takesFewAndThenOneAloneAfterCrashes() {
    OwnedPartition few = partition(new OffsetAndMetadata(0, "v1 1 1024 0 0 - "));
    for (long offset = 0; offset < 9; offset++) {
      few.receive(record(offset));
    }
    few.acknowledged(few.toCommit().orElseThrow());
    int taken = 0;
    for (; few.canTake(); taken++) {
      take(few);
    }
    assertThat(taken).isEqualTo(CrashSuspicion.FEWER);

    OwnedPartition alone = partition(new OffsetAndMetadata(0, "v1 2 32 0 0 - "));
    alone.receive(record(0));
    alone.receive(record(1));
    alone.acknowledged(alone.toCommit().orElseThrow());
    assertThat(alone.isSuspect()).isTrue();
    assertThat(alone.canTake()).as("the broker does not know yet").isFalse();
    alone.trial = true;
    alone.acknowledged(alone.toCommit().orElseThrow());
    assertThat(alone.canTake()).isTrue();
    PartitionWindow.Slot tried = take(alone);
    assertThat(alone.canTake()).isFalse();
    alone.window.finish(tried);
    assertThat(alone.canTake()).as("that trial was another record's").isFalse();
  }

  /**
   * Any interleaving of taking, finishing, committing, failing commits, late acknowledgements,
   * revocations, losses and crashes: no commit passes an unfinished record or goes back, what is
   * called finished is, a revocation in order leaves nothing to be redone, and finishing everything
   * commits everything.
   */
  @Test
  void keepsItsPromisesUnderAnyInterleaving() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("HeldPartitionTest seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      new World(random).live();
    }
  }

  /** A partition with gaps in its offsets, a broker's committed offset, and owners that change. */
  private static final class World {
    private final Random random;
    private final TreeSet<Long> records = new TreeSet<>();
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private final TreeSet<Long> finishedByOwner = new TreeSet<>();
    private final List<CommitMetadata> late = new ArrayList<>();
    private final List<Long> taken = new ArrayList<>();
    private final List<PartitionWindow.Slot> slots = new ArrayList<>();
    private @Nullable OffsetAndMetadata committed;
    private OwnedPartition partition;
    private long position;

    World(Random random) {
      this.random = random;
      long offset = random.nextInt(3);
      for (int i = 0; i < 40; i++) {
        records.add(offset);
        offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
      }
      unfinished.addAll(records);
      own();
    }

    void live() {
      for (int step = 0; step < 300; step++) {
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> receive();
          case 3, 4, 5 -> take();
          case 6, 7 -> finish();
          case 8, 9 -> commit();
          case 10 -> acknowledgeLate();
          default -> changeOwner();
        }
      }
      finishAll();
    }

    private void own() {
      CommitMetadata found = committed == null ? null : CommitMetadata.read(committed);
      partition = new OwnedPartition(NAME, 1 + random.nextInt(12), found);
      position = committed == null ? 0 : committed.offset();
      late.clear();
      taken.clear();
      slots.clear();
      finishedByOwner.clear();
    }

    private void receive() {
      Long next = records.ceiling(position);
      if (next != null && !partition.closing) {
        partition.receive(record(next));
        position = next + 1;
      }
    }

    private void take() {
      partition.passFinished(passed -> assertThat(unfinished).doesNotContain(passed.offset()));
      partition.trial = slots.isEmpty() ? partition.isSuspect() : partition.trial;
      if (partition.canTake()) {
        assertThat(partition.trial && !slots.isEmpty()).as("alone").isFalse();
        taken.add(partition.waiting.getFirst().offset());
        slots.add(OwnedPartitionTest.take(partition));
      }
    }

    private void finish() {
      if (!slots.isEmpty()) {
        int any = random.nextInt(slots.size());
        partition.window.finish(slots.remove(any));
        partition.inHand--;
        partition.trial = false;
        finishedByOwner.add(taken.get(any));
        unfinished.remove(taken.remove(any));
      }
    }

    private void commit() {
      Optional<CommitMetadata> commitMetadata = partition.toCommit();
      if (commitMetadata.isPresent() && random.nextInt(4) > 0) {
        reachesTheBroker(commitMetadata.get());
        if (random.nextInt(4) > 0) {
          partition.acknowledged(commitMetadata.get());
          late.clear();
        } else {
          late.add(commitMetadata.get());
        }
      }
    }

    private void reachesTheBroker(CommitMetadata commitMetadata) {
      long before = committed == null ? 0 : committed.offset();
      assertThat(commitMetadata.offset()).as("never backwards").isGreaterThanOrEqualTo(before);
      assertThat(unfinished.headSet(commitMetadata.offset())).as("never past an unfinished").isEmpty();
      assertThat(commitMetadata.beyond().offsets()).as("is finished").noneMatch(unfinished::contains);
      committed = commitMetadata.written();
      assertThat(CommitMetadata.read(committed)).isEqualTo(commitMetadata);
    }

    private void acknowledgeLate() {
      if (!late.isEmpty()) {
        partition.acknowledged(late.remove(0));
      }
    }

    private void changeOwner() {
      switch (random.nextInt(6)) {
        case 0 -> revokeInOrder();
        case 1 -> own();
        default -> {}
      }
    }

    /** What is still in hand then stays undone, or is done late and counts for nothing. */
    private void revokeInOrder() {
      partition.closing = true;
      partition.waiting.clear();
      while (random.nextInt(3) > 0) {
        finish();
      }
      partition.toCommit().ifPresent(this::reachesTheBroker);
      if (committed != null) {
        CommitMetadata left = CommitMetadata.read(committed);
        assertThat(finishedByOwner)
            .as("nothing is redone")
            .allMatch(offset -> offset < left.offset() || left.beyond().has(offset));
      }
      own();
    }

    private void finishAll() {
      for (int turn = 0; committed == null || committed.offset() <= records.last(); turn++) {
        assertThat(turn).as("it goes on").isLessThan(10_000);
        receive();
        take();
        finish();
        commit();
      }
      assertThat(unfinished).isEmpty();
    }
  }
}
