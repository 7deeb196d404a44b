package io.sunpress.worker.engine;

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

class LaneTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  private final List<String> taken = new ArrayList<>();
  private final Map<String, Claim> claims = new LinkedHashMap<>();
  private final AtomicBoolean hold = new AtomicBoolean();

  private void take(ConsumerRecord<byte[], byte[]> record, Claim claim) {
    String name = record.topic() + record.partition() + "@" + record.offset();
    taken.add(name);
    claims.put(name, claim);
  }

  private Lane lane(InFlight inFlight, int window, int reserve) {
    return new Lane(inFlight, this::take, window, reserve, hold::get);
  }

  /** The broker acknowledges at once. */
  private static void receive(Lane lane, ConsumerRecords<byte[], byte[]> records) {
    lane.received(records);
    lane.committed(lane.toCommit());
  }

  /** What would be committed, without what is said beside it. */
  private static Map<TopicPartition, Long> offsets(Lane lane) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    lane.toCommit().offsets().forEach((name, offset) -> offsets.put(name, offset.offset()));
    return offsets;
  }

  @Test
  void takesNoMoreThanTheBoundAndGoesOnAsRecordsFinish() {
    Lane lane = lane(new InFlight(2), 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 5));
    assertThat(taken).containsExactly("t0@0", "t0@1");
    claims.get("t0@1").finished();
    assertThat(taken).containsExactly("t0@0", "t0@1", "t0@2");
  }

  @Test
  void letsPartitionsTakeTurns() {
    Lane lane = lane(new InFlight(4), 100, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of());
    hold.set(true);
    receive(lane, records(ZERO, 0, 5));
    receive(lane, records(ONE, 0, 5));
    hold.set(false);
    lane.dispatch();
    assertThat(taken).containsExactly("t0@0", "t1@0", "t0@1", "t1@1");
  }

  @Test
  void leavesItsReserveToTheLaneBeforeIt() {
    InFlight inFlight = new InFlight(4);
    Lane interactive = lane(inFlight, 100, 0);
    Lane bulk = lane(inFlight, 100, 1);
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
    Lane lane = lane(new InFlight(10), 2, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of());
    receive(lane, records(ZERO, 0, 5));
    receive(lane, records(ONE, 0, 1));
    assertThat(taken).containsExactly("t0@0", "t0@1", "t1@0");
    claims.get("t0@1").finished();
    assertThat(taken).hasSize(3);
    claims.get("t0@0").finished();
    assertThat(taken).hasSize(5);
  }

  @Test
  void ignoresWhatFinishesAfterThePartitionWasLostAndCameBack() {
    Lane lane = lane(new InFlight(10), 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 1));
    Claim old = claims.get("t0@0");
    lane.drop(List.of(ZERO));
    assertThat(old.held()).isFalse();
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 1));
    old.finished();
    assertThat(lane.toCommit().isEmpty()).isTrue();
    claims.get("t0@0").finished();
    assertThat(offsets(lane)).containsEntry(ZERO, 1L);
  }

  @Test
  void freesTheRoomOfWhatWasLost() {
    InFlight inFlight = new InFlight(1);
    Lane lane = lane(inFlight, 100, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of());
    receive(lane, records(ZERO, 0, 1));
    receive(lane, records(ONE, 0, 1));
    lane.drop(List.of(ZERO));
    assertThat(taken).as("its call is still under way").containsExactly("t0@0");
    claims.get("t0@0").handBack();
    assertThat(taken).containsExactly("t0@0", "t1@0");
    assertThat(inFlight.count()).isEqualTo(1);
  }

  @Test
  void doesNotCommitWhatWasHandedBack() {
    Lane lane = lane(new InFlight(10), 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 2));
    claims.get("t0@0").handBack();
    claims.get("t0@1").finished();
    assertThat(offsets(lane)).containsEntry(ZERO, 0L);
    assertThat(lane.isIdle()).isTrue();
  }

  @Test
  void givesThePlaceOfWhatIsNearlyDoneToAnotherUpToAQuarter() {
    InFlight inFlight = new InFlight(4);
    Lane lane = lane(inFlight, 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 20));
    assertThat(taken).hasSize(4);
    claims.get("t0@0").nearlyDone();
    claims.get("t0@0").nearlyDone();
    assertThat(taken).as("one place in four").hasSize(5);
    claims.get("t0@1").nearlyDone();
    assertThat(taken).as("no second one").hasSize(5);
    assertThat(inFlight.count()).isEqualTo(5);
    claims.get("t0@1").finished();
    assertThat(taken).as("it had a place itself").hasSize(6);
    claims.get("t0@0").finished();
    assertThat(taken).as("its place is taken").hasSize(6);
    claims.get("t0@2").nearlyDone();
    assertThat(taken).hasSize(7);
    claims.get("t0@2").finished();
    claims.get("t0@2").nearlyDone();
    assertThat(taken).as("it has ended").hasSize(7);
    assertThat(inFlight.count()).isEqualTo(4);
  }

  @Test
  void countsAClaimThatEndsTwiceOnce() {
    InFlight inFlight = new InFlight(10);
    Lane lane = lane(inFlight, 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 2));
    claims.get("t0@0").finished();
    claims.get("t0@0").handBack();
    assertThat(inFlight.count()).isEqualTo(1);
  }

  @Test
  void drainsWhatIsInHandAndTakesNothingMoreOfIt() throws Exception {
    Lane lane = lane(new InFlight(2), 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 3));
    CompletableFuture<Boolean> drained =
        CompletableFuture.supplyAsync(() -> lane.drain(List.of(ZERO), Duration.ofSeconds(10)));
    while (!lane.full().contains(ZERO)) {
      Thread.onSpinWait();
    }
    claims.get("t0@1").finished();
    claims.get("t0@0").finished();
    assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).containsExactly("t0@0", "t0@1");
    assertThat(offsets(lane)).containsEntry(ZERO, 2L);
  }

  @Test
  void givesUpADrainInTime() {
    Lane lane = lane(new InFlight(1), 100, 0);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 1));
    assertThat(lane.drain(List.of(ZERO), Duration.ofMillis(20))).isFalse();
  }

  @Test
  void pausesWhereEnoughWaitsAndWhereNothingIsToBeTaken() {
    Lane lane = lane(new InFlight(2), 100, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of());
    assertThat(lane.full()).isEmpty();
    receive(lane, records(ZERO, 0, 10));
    assertThat(lane.full()).isEqualTo(Set.of(ZERO));
    hold.set(true);
    assertThat(lane.full()).isEqualTo(Set.of(ZERO, ONE));
  }

  @Test
  void pausesAllWhenAbsurdRecordsPileUp() {
    Lane lane = lane(new InFlight(1), 100, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of());
    receive(lane, records(ZERO, 0, 40, new byte[1 << 20]));
    assertThat(lane.full()).contains(ONE);
    lane.drop(List.of(ZERO));
    assertThat(lane.full()).as("what is dropped weighs nothing").isEmpty();
  }

  @Test
  void takesASuspectAloneAndNothingElseMeanwhile() {
    InFlight inFlight = new InFlight(10);
    Lane lane = lane(inFlight, 100, 0);
    lane.assigned(List.of(ZERO, ONE), Map.of(ZERO, new OffsetAndMetadata(0, "v1 2 32 0 0 - ")));
    receive(lane, records(ONE, 0, 1));
    assertThat(taken).containsExactly("t1@0");
    receive(lane, records(ZERO, 0, 2));
    receive(lane, records(ONE, 1, 1));
    assertThat(lane.suspicious()).isEqualTo(1);
    assertThat(taken).as("another is in hand").containsExactly("t1@0");
    claims.get("t1@0").finished();
    assertThat(taken).as("the broker does not know of the trial yet").hasSize(1);
    lane.committed(lane.toCommit());
    assertThat(taken).containsExactly("t1@0", "t0@0");
    lane.committed(lane.toCommit());
    assertThat(taken).as("it is alone").hasSize(2);
    claims.get("t0@0").finished();
    lane.committed(lane.toCommit());
    assertThat(taken).as("the next suspect").endsWith("t0@1");
    claims.get("t0@1").finished();
    lane.committed(lane.toCommit());
    assertThat(taken).endsWith("t1@1");
  }

  @Test
  void goesOnWhereAHandlerFinishesAtOnce() {
    List<Long> order = new ArrayList<>();
    InFlight inFlight = new InFlight(1);
    Lane lane =
        new Lane(
            inFlight,
            (record, claim) -> {
              order.add(record.offset());
              claim.finished();
            },
            1,
            0,
            () -> false);
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 0, 20_000));
    assertThat(order).hasSize(20_000).isSorted();
    assertThat(inFlight.count()).isZero();
  }

  @Test
  void oneThatMustWaitKeepsItsPartitionPausedAndIsNotInHand() {
    AtomicBoolean ripe = new AtomicBoolean();
    InFlight inFlight = new InFlight(10);
    Lane lane =
        new Lane(
            inFlight,
            this::take,
            100,
            0,
            () -> false,
            record -> record.partition() == 1 || record.offset() != 1 || ripe.get());
    lane.assigned(List.of(ZERO, ONE), Map.of());
    receive(lane, records(ZERO, 0, 3));
    receive(lane, records(ONE, 0, 2));
    assertThat(taken).containsExactlyInAnyOrder("t0@0", "t1@0", "t1@1");
    assertThat(lane.full()).isEqualTo(Set.of(ZERO));
    assertThat(lane.drain(List.of(ZERO), Duration.ZERO)).as("t0@0 is in hand").isFalse();
    lane.drop(List.of(ZERO));
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 1, 2));
    assertThat(lane.drain(List.of(ZERO), Duration.ZERO)).as("nothing is in hand").isTrue();
    lane.drop(List.of(ZERO));
    lane.assigned(List.of(ZERO), Map.of());
    receive(lane, records(ZERO, 1, 2));
    ripe.set(true);
    lane.dispatch();
    assertThat(taken).endsWith("t0@1", "t0@2");
    assertThat(lane.full()).isEmpty();
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
