package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue fairQueue = new FairQueue();
  private final List<OwnedPartition> partitions = new ArrayList<>();

  private OwnedPartition partition(long left) {
    OwnedPartition partition =
        new OwnedPartition(new TopicPartition("t", partitions.size()), 10, null);
    partition.behind = left;
    partitions.add(partition);
    return partition;
  }

  private OwnedPartition turn(OwnedPartition... absent) {
    OwnedPartition next =
        fairQueue.next(partitions, each -> each.left() > 0 && !Arrays.asList(absent).contains(each));
    next.behind--;
    return next;
  }

  @Test
  void bringsPartitionsToTheirEndsTogether() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TurnsTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 24; i++) {
      partition(700 + random.nextInt(300));
    }
    while (partitions.stream().allMatch(each -> each.left() > 20)) {
      turn();
    }
    assertThat(partitions).allMatch(each -> each.left() < 32);
  }

  @Test
  void letsPartitionsThatAreEquallyFullTakeTurns() {
    OwnedPartition one = partition(10);
    OwnedPartition two = partition(10);
    assertThat(List.of(turn(), turn(), turn(), turn())).containsExactly(one, two, one, two);
  }

  @Test
  void givesTheFullestTwiceAsManyAsAnyOtherAndNoMore() {
    OwnedPartition full = partition(1_000_000);
    OwnedPartition nearlyEmpty = partition(100);
    for (int i = 0; i < 150; i++) {
      turn();
    }
    assertThat(nearlyEmpty.left()).isEqualTo(50);
    assertThat(full.left()).isEqualTo(1_000_000 - 100);
  }

  @Test
  void doesNotMakeUpForTurnsThatCouldNotBeHad() {
    OwnedPartition other = partition(10_000);
    OwnedPartition late = partition(9_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(turn(late)).isEqualTo(other);
    }
    for (int i = 0; i < 100; i++) {
      turn();
    }
    assertThat(late.left()).isBetween(9_000L - 51, 9_000L - 49);
  }
}
