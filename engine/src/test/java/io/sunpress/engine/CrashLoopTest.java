package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Process after process on the same partitions, each until something kills it. What outlives them
 * is what they have committed.
 */
class CrashLoopTest {
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 120;

  /** Six where it is the first; more where others come before it and finish as they like. */
  private static final int MOST_CRASHES = 20;

  private final long seed = Long.getLong("seed", 20261122);

  @Test
  void whatKillsAtOnceIsGivenUpAndNothingElseIs() {
    int most = 0;
    for (int run = 0; run < 100; run++) {
      Random random = new Random(seed + run);
      World world = new World(random, random.nextInt(PARTITIONS), random.nextInt(RECORDS), 0);
      world.goOn(Integer.MAX_VALUE);
      assertThat(world.givenUp).as("seed %d", seed + run).containsExactly(world.poison);
      most = Math.max(most, world.crashes);
    }
    System.out.printf("CrashLoopTest: what kills at once, at most %d crashes%n", most);
    assertThat(most).isLessThanOrEqualTo(MOST_CRASHES);
  }

  @Test
  void whatKillsAfterAWhileIsGivenUpAndNothingElseIs() {
    int most = 0;
    for (int run = 0; run < 100; run++) {
      Random random = new Random(seed + run);
      World world =
          new World(
              random, random.nextInt(PARTITIONS), random.nextInt(RECORDS), 1 + random.nextInt(60));
      world.goOn(Integer.MAX_VALUE);
      assertThat(world.givenUp).as("seed %d", seed + run).containsExactly(world.poison);
      most = Math.max(most, world.crashes);
    }
    System.out.printf("CrashLoopTest: what kills after a while, at most %d crashes%n", most);
    assertThat(most).isLessThanOrEqualTo(MOST_CRASHES);
  }

  /** A record needs about 30 steps to be taken, finished and committed. */
  @Test
  void healthyRecordsAreNotGivenUpHoweverOftenTheirWorkersAreKilled() {
    int kills = 0;
    for (int run = 0; run < 100; run++) {
      World world = new World(new Random(seed + run), -1, -1, 0);
      world.goOn(150);
      assertThat(world.givenUp).as("seed %d", seed + run).isEmpty();
      kills += world.crashes;
    }
    System.out.printf("CrashLoopTest: %d kills, no healthy record given up%n", kills);
    assertThat(kills).isGreaterThan(500);
  }

  /** The partitions, and what is committed of them. */
  private static final class World {
    private final Random random;
    private final String poison;
    private final int killsAfter;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final List<String> givenUp = new ArrayList<>();
    private int crashes;

    World(Random random, int partition, long offset, int killsAfter) {
      this.random = random;
      this.poison = partition + "@" + offset;
      this.killsAfter = killsAfter;
    }

    void goOn(int longestLife) {
      while (!isDone()) {
        int steps = longestLife == Integer.MAX_VALUE ? 100_000 : random.nextInt(longestLife);
        new Life(this).live(steps);
        crashes++;
        assertThat(crashes).as("bounded").isLessThan(5_000);
      }
    }

    private boolean isDone() {
      return committed.size() == PARTITIONS
          && committed.values().stream().allMatch(offset -> offset.offset() == RECORDS);
    }
  }

  /** One process. */
  private static final class Life implements RecordHandler {
    private final World world;
    private final AssignedPartitions assignedPartitions = new AssignedPartitions(new InFlightLimit(64), this, 100, 0, () -> false);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<Acknowledgment> hands = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    Life(World world) {
      this.world = world;
      Set<TopicPartition> names = new HashSet<>();
      for (int i = 0; i < PARTITIONS; i++) {
        names.add(new TopicPartition("t", i));
      }
      assignedPartitions.assigned(names, world.committed);
      for (TopicPartition name : names) {
        OffsetAndMetadata there = world.committed.get(name);
        positions.put(name, there == null ? 0 : there.offset());
      }
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
      if (name(record).equals(world.poison)) {
        left = world.killsAfter;
      } else {
        hands.add(acknowledgment);
      }
    }

    @Override
    public void giveUp(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, boolean unread) {
      world.givenUp.add(name(record));
      hands.add(acknowledgment);
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
      return record.partition() + "@" + record.offset();
    }

    void live(int steps) {
      for (int step = 0; step < steps && left > 0 && !world.isDone(); step++) {
        switch (world.random.nextInt(4)) {
          case 0 -> receive();
          case 1, 2 -> finish();
          default -> commit();
        }
        left -= left == Integer.MAX_VALUE ? 0 : 1;
      }
    }

    private void receive() {
      TopicPartition name = new TopicPartition("t", world.random.nextInt(PARTITIONS));
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long from = positions.get(name);
      long to = Math.min(RECORDS, from + 1 + world.random.nextInt(40));
      for (long offset = from; offset < to; offset++) {
        records.add(new ConsumerRecord<>("t", name.partition(), offset, null, new byte[0]));
      }
      positions.put(name, to);
      assignedPartitions.received(
          new ConsumerRecords<>(records.isEmpty() ? Map.of() : Map.of(name, records), Map.of()));
    }

    private void finish() {
      if (!hands.isEmpty()) {
        hands.remove(world.random.nextInt(hands.size())).finished();
      }
    }

    private void commit() {
      if (left > 0) {
        OffsetCommit offsetCommit = assignedPartitions.toCommit();
        world.committed.putAll(offsetCommit.offsets());
        assignedPartitions.committed(offsetCommit);
      }
    }
  }
}
