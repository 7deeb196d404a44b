package io.sunpress.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
  private static final int RUNS = 2_000;

  @Test
  void commitsOnlyTheFinishedPrefix() {
    PartitionWindow window = new PartitionWindow(10);
    PartitionWindow.Slot first = window.take(5, 0);
    PartitionWindow.Slot second = window.take(6, 0);
    PartitionWindow.Slot third = window.take(9, 0);
    window.finish(third);
    assertThat(window.toCommit()).isEmpty();
    window.finish(first);
    assertThat(window.toCommit()).hasValue(6);
    window.finish(second);
    assertThat(window.toCommit()).hasValue(10);
  }

  @Test
  void asksAgainUntilACommitIsAcknowledgedAndThenNoMore() {
    PartitionWindow window = new PartitionWindow(10);
    window.finish(window.take(0, 0));
    assertThat(window.toCommit()).hasValue(1);
    assertThat(window.toCommit()).hasValue(1);
    window.committed(1);
    assertThat(window.toCommit()).isEmpty();
  }

  @Test
  void isBoundedByWhatWaitsForTheFirstUnfinished() {
    PartitionWindow window = new PartitionWindow(2);
    PartitionWindow.Slot first = window.take(0, 0);
    window.finish(window.take(1, 0));
    assertThat(window.isFull()).isTrue();
    assertThatThrownBy(() -> window.take(2, 0)).isInstanceOf(IllegalStateException.class);
    window.finish(first);
    assertThat(window.isFull()).isFalse();
  }

  @Test
  void refusesAnOffsetTwice() {
    PartitionWindow window = new PartitionWindow(2);
    window.take(7, 0);
    assertThatThrownBy(() -> window.take(7, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsHowLongTheFirstUnfinishedHasBeenInHand() {
    PartitionWindow window = new PartitionWindow(3);
    PartitionWindow.Slot first = window.take(0, 100);
    window.take(1, 250);
    assertThat(window.oldestNanos(300)).isEqualTo(200);
    window.finish(first);
    assertThat(window.oldestNanos(300)).isEqualTo(50);
  }

  /**
   * Any interleaving of taking, finishing, committing, failing commits, late acknowledgements,
   * revocations, losses and crashes: no commit passes an unfinished record or goes back, and
   * finishing everything commits everything.
   */
  @Test
  void keepsItsPromisesUnderAnyInterleaving() {
    long seed = System.nanoTime();
    System.out.println("PartitionWindowTest seed " + seed);
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
    private final List<Long> late = new ArrayList<>();
    private long committed;
    private PartitionWindow window;
    private long position;
    private List<Long> taken;
    private List<PartitionWindow.Slot> slots;

    World(Random random) {
      this.random = random;
      long offset = random.nextInt(3);
      for (int i = 0; i < 30; i++) {
        records.add(offset);
        offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
      }
      unfinished.addAll(records);
      own();
    }

    void live() {
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> take();
          case 3, 4, 5 -> finish();
          case 6 -> commit();
          case 7 -> commitIsLost();
          case 8 -> acknowledgeLate();
          default -> changeOwner();
        }
      }
      finishAll();
    }

    private void own() {
      window = new PartitionWindow(1 + random.nextInt(12));
      position = committed;
      taken = new ArrayList<>();
      slots = new ArrayList<>();
    }

    private void take() {
      Long next = records.ceiling(position);
      if (next != null && !window.isFull()) {
        slots.add(window.take(next, 0));
        taken.add(next);
        position = next + 1;
      }
    }

    private void finish() {
      if (!slots.isEmpty()) {
        int any = random.nextInt(slots.size());
        window.finish(slots.remove(any));
        unfinished.remove(taken.remove(any));
      }
    }

    private void commit() {
      OptionalLong offset = window.toCommit();
      if (offset.isPresent()) {
        reachesTheBroker(offset.getAsLong());
        if (random.nextBoolean()) {
          window.committed(offset.getAsLong());
        } else {
          late.add(offset.getAsLong());
        }
      }
    }

    private void reachesTheBroker(long offset) {
      assertThat(offset).as("never backwards").isGreaterThanOrEqualTo(committed);
      assertThat(unfinished.headSet(offset)).as("never past an unfinished record").isEmpty();
      committed = offset;
    }

    private void commitIsLost() {
      window.toCommit();
    }

    private void acknowledgeLate() {
      if (!late.isEmpty()) {
        window.committed(late.remove(random.nextInt(late.size())));
      }
    }

    /** What the last owner had in hand stays undone, or is done late and counts for nothing. */
    private void changeOwner() {
      if (random.nextInt(5) == 0) {
        late.clear();
        own();
      }
    }

    private void finishAll() {
      while (committed <= records.last()) {
        take();
        finish();
        commit();
      }
      assertThat(unfinished).isEmpty();
      assertThat(window.size()).isEqualTo(slots.size());
    }
  }
}
