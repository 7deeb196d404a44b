package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignedPartitionsTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  private final List<String> taken = new ArrayList<>();
  private final Map<String, Acknowledgment> claims = new LinkedHashMap<>();
  private final AtomicBoolean hold = new AtomicBoolean();

  private void take(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    String name = record.topic() + record.partition() + "@" + record.offset();
    taken.add(name);
    claims.put(name, acknowledgment);
  }

  private AssignedPartitions lane(InFlightLimit inFlightLimit, int window, int reserve) {
    return new AssignedPartitions(inFlightLimit, this::take, window, reserve, hold::get);
  }

  /** The broker acknowledges at once. */
  private static void receive(
      AssignedPartitions assignedPartitions, ConsumerRecords<byte[], byte[]> records) {
    assignedPartitions.received(records);
    assignedPartitions.committed(assignedPartitions.toCommit());
  }

  /** What would be committed, without what is said beside it. */
  private static Map<TopicPartition, Long> offsets(AssignedPartitions assignedPartitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    assignedPartitions
        .toCommit()
        .offsets()
        .forEach((name, offset) -> offsets.put(name, offset.offset()));
    return offsets;
  }

  @Test
  void takesNoMoreThanTheBoundAndGoesOnAsRecordsFinish() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(2), 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 5));
    assertThat(taken).containsExactly("t0@0", "t0@1");
    claims.get("t0@1").finished();
    assertThat(taken).containsExactly("t0@0", "t0@1", "t0@2");
  }

  @Test
  void letsPartitionsTakeTurns() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(4), 100, 0);
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    hold.set(true);
    receive(assignedPartitions, records(ZERO, 0, 5));
    receive(assignedPartitions, records(ONE, 0, 5));
    hold.set(false);
    assignedPartitions.dispatch();
    assertThat(taken).containsExactly("t0@0", "t1@0", "t0@1", "t1@1");
  }

  @Test
  void leavesItsReserveToTheLaneBeforeIt() {
    InFlightLimit inFlightLimit = new InFlightLimit(4);
    AssignedPartitions interactive = lane(inFlightLimit, 100, 0);
    AssignedPartitions bulk = lane(inFlightLimit, 100, 1);
    bulk.assigned(List.of(ONE), Map.of());
    receive(bulk, records(ONE, 0, 10));
    assertThat(taken).hasSize(3);
    interactive.assigned(List.of(ZERO), Map.of());
    receive(interactive, records(ZERO, 0, 2));
    assertThat(taken).contains("t0@0").doesNotContain("t0@1");
    claims.get("t1@0").finished();
    assertThat(taken).as("free room goes to who is first").contains("t0@1");
  }

  @Test
  void stopsAtAFullWindowAndGoesOnElsewhere() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(10), 2, 0);
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 5));
    receive(assignedPartitions, records(ONE, 0, 1));
    assertThat(taken).containsExactly("t0@0", "t0@1", "t1@0");
    claims.get("t0@1").finished();
    assertThat(taken).hasSize(3);
    claims.get("t0@0").finished();
    assertThat(taken).hasSize(5);
  }

  @Test
  void givesATenthOfThePlacesToTheLaneThatLeavesRoomHoweverMuchTheOtherHas() {
    InFlightLimit inFlightLimit = new InFlightLimit(20);
    AssignedPartitions first = lane(inFlightLimit, 100, 0);
    AssignedPartitions second = lane(inFlightLimit, 100, 1);
    first.assigned(List.of(ZERO), Map.of());
    second.assigned(List.of(ONE), Map.of());
    receive(first, records(ZERO, 0, 50));
    receive(second, records(ONE, 0, 50));
    assertThat(taken).allMatch(name -> name.startsWith("t0")).hasSize(20);
    for (int i = 0; i < 5; i++) {
      claims.get("t0@" + i).finished();
    }
    assertThat(taken).filteredOn(name -> name.startsWith("t1")).containsExactly("t1@0", "t1@1");
    claims.get("t1@0").finished();
    assertThat(taken).filteredOn(name -> name.startsWith("t1")).hasSize(3);
  }

  @Test
  void ignoresWhatFinishesAfterThePartitionWasLostAndCameBack() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(10), 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 1));
    Acknowledgment old = claims.get("t0@0");
    assignedPartitions.drop(List.of(ZERO));
    assertThat(old.held()).isFalse();
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 1));
    old.finished();
    assertThat(assignedPartitions.toCommit().isEmpty()).isTrue();
    claims.get("t0@0").finished();
    assertThat(offsets(assignedPartitions)).containsEntry(ZERO, 1L);
  }

  @Test
  void freesTheRoomOfWhatWasLost() {
    InFlightLimit inFlightLimit = new InFlightLimit(1);
    AssignedPartitions assignedPartitions = lane(inFlightLimit, 100, 0);
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 1));
    receive(assignedPartitions, records(ONE, 0, 1));
    assignedPartitions.drop(List.of(ZERO));
    assertThat(taken).as("its call is still under way").containsExactly("t0@0");
    claims.get("t0@0").handBack();
    assertThat(taken).containsExactly("t0@0", "t1@0");
    assertThat(inFlightLimit.count()).isEqualTo(1);
  }

  @Test
  void doesNotCommitWhatWasHandedBack() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(10), 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 2));
    claims.get("t0@0").handBack();
    claims.get("t0@1").finished();
    assertThat(offsets(assignedPartitions)).containsEntry(ZERO, 0L);
    assertThat(assignedPartitions.isIdle()).isTrue();
  }

  @Test
  void givesThePlaceOfWhatIsNearlyDoneToAnotherUpToAQuarter() {
    InFlightLimit inFlightLimit = new InFlightLimit(4);
    AssignedPartitions assignedPartitions = lane(inFlightLimit, 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 20));
    assertThat(taken).hasSize(4);
    claims.get("t0@0").nearlyDone();
    claims.get("t0@0").nearlyDone();
    assertThat(taken).as("one place in four").hasSize(5);
    claims.get("t0@1").nearlyDone();
    assertThat(taken).as("no second one").hasSize(5);
    assertThat(inFlightLimit.count()).isEqualTo(5);
    claims.get("t0@1").finished();
    assertThat(taken).as("it had a place itself").hasSize(6);
    claims.get("t0@0").finished();
    assertThat(taken).as("its place is taken").hasSize(6);
    claims.get("t0@2").nearlyDone();
    assertThat(taken).hasSize(7);
    claims.get("t0@2").finished();
    claims.get("t0@2").nearlyDone();
    assertThat(taken).as("it has ended").hasSize(7);
    assertThat(inFlightLimit.count()).isEqualTo(4);
  }

  @Test
  void countsAClaimThatEndsTwiceOnce() {
    InFlightLimit inFlightLimit = new InFlightLimit(10);
    AssignedPartitions assignedPartitions = lane(inFlightLimit, 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 2));
    claims.get("t0@0").finished();
    claims.get("t0@0").handBack();
    assertThat(inFlightLimit.count()).isEqualTo(1);
  }

  @Test
  void drainsWhatIsInHandAndTakesNothingMoreOfIt() throws Exception {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(2), 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 3));
    CompletableFuture<Boolean> drained =
        CompletableFuture.supplyAsync(
            () -> assignedPartitions.drain(List.of(ZERO), Duration.ofSeconds(10)));
    while (!assignedPartitions.full().contains(ZERO)) {
      Thread.onSpinWait();
    }
    claims.get("t0@1").finished();
    claims.get("t0@0").finished();
    assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).containsExactly("t0@0", "t0@1");
    assertThat(offsets(assignedPartitions)).containsEntry(ZERO, 2L);
  }

  @Test
  void givesUpADrainInTime() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(1), 100, 0);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 1));
    assertThat(assignedPartitions.drain(List.of(ZERO), Duration.ofMillis(20))).isFalse();
  }

  @Test
  void pausesWhereEnoughWaitsAndWhereNothingIsToBeTaken() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(2), 100, 0);
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    assertThat(assignedPartitions.full()).isEmpty();
    receive(assignedPartitions, records(ZERO, 0, 10));
    assertThat(assignedPartitions.full()).isEqualTo(Set.of(ZERO));
    hold.set(true);
    assertThat(assignedPartitions.full()).isEqualTo(Set.of(ZERO, ONE));
  }

  @Test
  void pausesAllWhenAbsurdRecordsPileUp() {
    AssignedPartitions assignedPartitions = lane(new InFlightLimit(1), 100, 0);
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 40, new byte[1 << 20]));
    assertThat(assignedPartitions.full()).contains(ONE);
    assignedPartitions.drop(List.of(ZERO));
    assertThat(assignedPartitions.full()).as("what is dropped weighs nothing").isEmpty();
  }

  @Test
  void takesASuspectAloneAndNothingElseMeanwhile() {
    InFlightLimit inFlightLimit = new InFlightLimit(10);
    AssignedPartitions assignedPartitions = lane(inFlightLimit, 100, 0);
    assignedPartitions.assigned(
        List.of(ZERO, ONE), Map.of(ZERO, new OffsetAndMetadata(0, "v1 2 32 0 0 - ")));
    receive(assignedPartitions, records(ONE, 0, 1));
    assertThat(taken).containsExactly("t1@0");
    receive(assignedPartitions, records(ZERO, 0, 2));
    receive(assignedPartitions, records(ONE, 1, 1));
    assertThat(assignedPartitions.suspicious()).isEqualTo(1);
    assertThat(taken).as("another is in hand").containsExactly("t1@0");
    claims.get("t1@0").finished();
    assertThat(taken).as("the broker does not know of the trial yet").hasSize(1);
    assignedPartitions.committed(assignedPartitions.toCommit());
    assertThat(taken).containsExactly("t1@0", "t0@0");
    assignedPartitions.committed(assignedPartitions.toCommit());
    assertThat(taken).as("it is alone").hasSize(2);
    claims.get("t0@0").finished();
    assignedPartitions.committed(assignedPartitions.toCommit());
    assertThat(taken).as("the next suspect").endsWith("t0@1");
    claims.get("t0@1").finished();
    assignedPartitions.committed(assignedPartitions.toCommit());
    assertThat(taken).endsWith("t1@1");
  }

  @Test
  void goesOnWhereAHandlerFinishesAtOnce() {
    List<Long> order = new ArrayList<>();
    InFlightLimit inFlightLimit = new InFlightLimit(1);
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(
            inFlightLimit,
            (record, acknowledgment) -> {
              order.add(record.offset());
              acknowledgment.finished();
            },
            1,
            0,
            () -> false);
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 20_000));
    assertThat(order).hasSize(20_000).isSorted();
    assertThat(inFlightLimit.count()).isZero();
  }

  @Test
  void oneThatMustWaitKeepsItsPartitionPausedAndIsNotInHand() {
    AtomicBoolean ripe = new AtomicBoolean();
    InFlightLimit inFlightLimit = new InFlightLimit(10);
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(
            inFlightLimit,
            this::take,
            100,
            0,
            () -> false,
            record -> record.partition() == 1 || record.offset() != 1 || ripe.get());
    assignedPartitions.assigned(List.of(ZERO, ONE), Map.of());
    receive(assignedPartitions, records(ZERO, 0, 3));
    receive(assignedPartitions, records(ONE, 0, 2));
    assertThat(taken).containsExactlyInAnyOrder("t0@0", "t1@0", "t1@1");
    assertThat(assignedPartitions.full()).isEqualTo(Set.of(ZERO));
    assertThat(assignedPartitions.drain(List.of(ZERO), Duration.ZERO))
        .as("t0@0 is in hand")
        .isFalse();
    assignedPartitions.drop(List.of(ZERO));
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 1, 2));
    assertThat(assignedPartitions.drain(List.of(ZERO), Duration.ZERO))
        .as("nothing is in hand")
        .isTrue();
    assignedPartitions.drop(List.of(ZERO));
    assignedPartitions.assigned(List.of(ZERO), Map.of());
    receive(assignedPartitions, records(ZERO, 1, 2));
    ripe.set(true);
    assignedPartitions.dispatch();
    assertThat(taken).endsWith("t0@1", "t0@2");
    assertThat(assignedPartitions.full()).isEmpty();
  }

  private static ConsumerRecords<byte[], byte[]> records(TopicPartition name, long from, int many) {
    return records(name, from, many, "v".getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecords<byte[], byte[]> records(
      TopicPartition name, long from, int many, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>();
    for (long offset = from; offset < from + many; offset++) {
      list.add(
          new ConsumerRecord<>(
              name.topic(),
              name.partition(),
              offset,
              0,
              org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME,
              -1,
              value.length,
              null,
              value,
              new org.apache.kafka.common.header.internals.RecordHeaders(),
              java.util.Optional.empty()));
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byName = new HashMap<>();
    byName.put(name, list);
    return new ConsumerRecords<>(byName, Map.of());
  }
}
