package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane owes its group and the quota, by a clock that stands still unless it is moved. */
class MembershipTest {
  private static final String TOPIC = "t";
  private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
  private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);

  private final List<String> told = new ArrayList<>();
  private final Map<String, Acknowledgment> claims = new HashMap<>();
  private final Group group = new Group();
  private final AssignedPartitions assignedPartitions =
      new AssignedPartitions(new InFlightLimit(10), new Keeping(), 100, 0, () -> false);
  private final OwnershipListener ownershipListener = new Told();
  private final Committer committer =
      new Committer(assignedPartitions, ownershipListener, this::nanos);
  private final OwnershipReporter ownershipReporter =
      new OwnershipReporter(
          List.of(TOPIC), assignedPartitions, ownershipListener, group, this::nanos);
  private long now;

  private long nanos() {
    return now;
  }

  private void join(TopicPartition... partitions) {
    group.subscribe(
        List.of(TOPIC),
        new RebalanceHandler(assignedPartitions, committer, group, ownershipReporter));
    group.rebalance(List.of(partitions));
  }

  /** A turn of the poll loop, so much later. */
  private void turn(Duration later) {
    now += later.toNanos();
    assignedPartitions.received(group.poll(Duration.ZERO));
    committer.commitIfDue(group);
  }

  @BeforeEach
  void topic() {
    group.updatePartitions(
        TOPIC,
        List.of(
            new PartitionInfo(TOPIC, 0, null, null, null),
            new PartitionInfo(TOPIC, 1, null, null, null)));
    group.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    group.updateEndOffsets(Map.of(ZERO, 0L, ONE, 0L));
  }

  @Test
  void tellsTheQuotaFirstWhatWillBeLeftWhenPartitionsGo() {
    join(ZERO, ONE);
    group.add(ONE, 1);
    turn(Duration.ZERO);
    told.clear();
    group.rebalance(List.of(ZERO));
    assertThat(told).startsWith("keep [0] of 2", "leaving", "commit");
  }

  @Test
  void provesItsMembershipAtOnceWhenPartitionsHaveCome() {
    join(ZERO, ONE);
    turn(Duration.ZERO);
    assertThat(group.sent).hasSize(1);
    assertThat(told).contains("accepted");
    group.rebalance(List.of(ZERO));
    group.rebalance(List.of(ZERO, ONE));
    group.sent.clear();
    turn(Duration.ofMillis(200));
    assertThat(group.sent).as("again, although 2 s are not over").hasSize(1);
  }

  @Test
  void provesItsMembershipEveryTwoSecondsAlthoughNothingChanges() {
    join(ZERO);
    turn(Duration.ZERO);
    group.sent.clear();
    turn(Duration.ofMillis(1_900));
    assertThat(group.sent).isEmpty();
    turn(Duration.ofMillis(100));
    assertThat(group.sent).containsExactly(Map.of(ZERO, new OffsetAndMetadata(0)));
    turn(Duration.ofSeconds(2));
    assertThat(group.sent).hasSize(2);
  }

  @Test
  void saysLessBesideItsOffsetsWhereTheBrokerKeepsLess() {
    join(ZERO);
    group.add(ZERO, 3);
    turn(Duration.ZERO);
    turn(Duration.ofMillis(200));
    claims.get("0@2").finished();
    group.failures.add(new OffsetMetadataTooLarge("too large"));
    turn(Duration.ofMillis(200));
    assertThat(last().beyond().has(2)).as("refused").isTrue();
    turn(Duration.ofMillis(200));
    assertThat(last().beyond().isEmpty()).as("what it says instead").isTrue();
    assertThat(last().begun()).hasValue(0);
    group.sent.clear();
    turn(Duration.ofMillis(200));
    assertThat(group.sent).as("that was accepted").isEmpty();
  }

  /** A rebalance of the others lasts until the third try. */
  @Test
  void saysGoodbyeAgainUntilTheGroupHasHeardIt() {
    PollLoop loop =
        new PollLoop(
            TopicSubscription.of(TOPIC),
            () -> group,
            assignedPartitions,
            Optional::empty,
            Duration.ofSeconds(10),
            ownershipListener,
            Throwable::getMessage,
            System::nanoTime);
    group.schedulePollTask(() -> group.rebalance(List.of(ZERO)));
    group.schedulePollTask(() -> group.add(ZERO, 2));
    group.schedulePollTask(() -> {});
    group.schedulePollTask(
        () -> {
          claims.values().forEach(Acknowledgment::finished);
          group.rebalancing = true;
          group.failures.add(new RebalanceInProgressException());
          group.failures.add(new RebalanceInProgressException());
          loop.stop();
        });
    loop.run();
    assertThat(claims).hasSize(2);
    CommitMetadata accepted = CommitMetadata.read(group.accepted.get(ZERO));
    assertThat(accepted).isEqualTo(CommitMetadata.at(2));
  }

  /** All that was begun is committed before, so that nothing else holds the loop up. */
  @Test
  void waitsForWhatIsInHandWhenItStops() {
    PollLoop loop =
        new PollLoop(
            TopicSubscription.of(TOPIC),
            () -> group,
            assignedPartitions,
            Optional::empty,
            Duration.ofHours(1),
            ownershipListener,
            Throwable::getMessage,
            () -> now += Duration.ofMillis(100).toNanos());
    group.schedulePollTask(() -> group.rebalance(List.of(ZERO)));
    group.schedulePollTask(() -> group.add(ZERO, 2));
    pollsInVain(5);
    group.schedulePollTask(loop::stop);
    pollsInVain(5);
    group.schedulePollTask(() -> claims.values().forEach(Acknowledgment::finished));
    loop.run();
    assertThat(claims).hasSize(2);
    assertThat(CommitMetadata.read(group.accepted.get(ZERO))).isEqualTo(CommitMetadata.at(2));
  }

  private void pollsInVain(int many) {
    for (int i = 0; i < many; i++) {
      group.schedulePollTask(() -> {});
    }
  }

  private CommitMetadata last() {
    return CommitMetadata.read(group.sent.get(group.sent.size() - 1).get(ZERO));
  }

  /** Keeps what it is given. */
  private final class Keeping implements RecordHandler {
    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
      claims.put(record.partition() + "@" + record.offset(), acknowledgment);
    }

    @Override
    public void leaving() {
      told.add("leaving");
      claims.values().forEach(Acknowledgment::handBack);
    }
  }

  private final class Told implements OwnershipListener {
    @Override
    public void hold(Set<Integer> partitions, int all) {
      told.add("hold " + partitions + " of " + all);
    }

    @Override
    public void keep(Set<Integer> partitions, int all) {
      told.add("keep " + partitions + " of " + all);
    }

    @Override
    public void lose() {
      told.add("lose");
    }

    @Override
    public long commitStarts() {
      return now;
    }

    @Override
    public void commitAccepted(long startNanos) {
      told.add("accepted");
    }
  }

  /** The broker's side: accepts commits, but for those that it is told to refuse. */
  private final class Group extends MockConsumer<byte[], byte[]> {
    private final List<Map<TopicPartition, OffsetAndMetadata>> sent = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> accepted = new HashMap<>();
    private final Queue<KafkaException> failures = new ArrayDeque<>();

    /** Whether no commit that is waited for is accepted. */
    private boolean rebalancing;

    Group() {
      super("earliest");
    }

    void add(TopicPartition partition, int many) {
      for (int offset = 0; offset < many; offset++) {
        addRecord(
            new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], new byte[0]));
      }
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      sent.add(offsets);
      KafkaException failure = failures.poll();
      if (failure == null) {
        accepted.putAll(offsets);
      }
      callback.onComplete(offsets, failure);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      told.add("commit");
      if (rebalancing) {
        throw new RebalanceInProgressException();
      }
      accepted.putAll(offsets);
    }
  }
}
