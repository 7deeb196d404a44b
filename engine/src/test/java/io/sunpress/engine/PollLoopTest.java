package io.sunpress.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.engine.PollLoopState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on a real broker, with handlers that finish when and in the order they like. */
class PollLoopTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String brokers = TestBroker.shared().bootstrapServers();
  private final String topic = "loop-" + COUNT.incrementAndGet();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final List<Running> running = new CopyOnWriteArrayList<>();

  private record Running(PollLoop loop, Thread thread) {
    void stop() {
      loop.stop();
      try {
        thread.join(30_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @BeforeEach
  void make() throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 6, (short) 1))).all().get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    running.forEach(Running::stop);
    timer.shutdownNow();
    admin.close();
  }

  private Running start(RecordHandler handler, MembershipGate membershipGate) {
    InFlightLimit inFlightLimit = new InFlightLimit(64);
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(inFlightLimit, handler, 200, 0, () -> false);
    PollLoop loop =
        new PollLoop(
            TopicSubscription.of(topic),
            this::consumer,
            assignedPartitions,
            membershipGate,
            Duration.ofSeconds(10),
            OwnershipListener.NONE,
            Throwable::getMessage,
            System::nanoTime);
    return started(loop);
  }

  private Running started(PollLoop loop) {
    Thread thread = new Thread(loop);
    thread.start();
    Running started = new Running(loop, thread);
    running.add(started);
    return started;
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(GroupSettings.of("group-" + topic));
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return settings;
  }

  /**
   * Without idempotence: on a partition whose leader is only just coming up, the broker may take a
   * later batch first and then refuse the first one for good.
   */
  private void write(int many) {
    write(many, i -> i % 6);
  }

  private void write(int many, IntUnaryOperator partition) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "acks", "all", "enable.idempotence", false);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < many; i++) {
        byte[] value = Integer.toString(i).getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, partition.applyAsInt(i), null, value)));
      }
    }
    assertThat(sent).allSatisfy(each -> each.get(1, TimeUnit.SECONDS));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    try {
      return admin
          .listConsumerGroupOffsets("group-" + topic)
          .partitionsToOffsetAndMetadata()
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private long sumCommitted() {
    return committed().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  @Test
  void commitsWhatFinishesInAnyOrderAndNothingBeyondTheFirstUnfinished() {
    write(60);
    Map<String, Acknowledgment> claims = new ConcurrentHashMap<>();
    start((record, claim) -> claims.put(name(record), claim), Optional::empty);
    await().atMost(PATIENCE).until(() -> claims.size() == 60);
    TopicPartition zero = new TopicPartition(topic, 0);
    for (int offset = 9; offset > 0; offset--) {
      claims.get("0@" + offset).finished();
    }
    claims.get("1@0").finished();
    TopicPartition one = new TopicPartition(topic, 1);
    await()
        .atMost(PATIENCE)
        .until(() -> new OffsetAndMetadata(1).equals(withoutEpoch(committed().get(one))));
    assertThat(withoutEpoch(committed().get(zero))).isIn(null, new OffsetAndMetadata(0));
    claims.get("0@0").finished();
    await()
        .atMost(PATIENCE)
        .until(() -> new OffsetAndMetadata(10).equals(withoutEpoch(committed().get(zero))));
  }

  @Test
  void provesItsMembershipByCommitsThatChangeNothing() {
    write(4);
    List<Long> accepted = new CopyOnWriteArrayList<>();
    InFlightLimit inFlightLimit = new InFlightLimit(64);
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(inFlightLimit, (record, claim) -> {}, 200, 0, () -> false);
    OwnershipListener ownershipListener = new RecordedStakes(accepted);
    PollLoop loop =
        new PollLoop(
            TopicSubscription.of(topic),
            this::consumer,
            assignedPartitions,
            Optional::empty,
            Duration.ofSeconds(1),
            ownershipListener,
            Throwable::getMessage,
            System::nanoTime);
    started(loop);
    await().atMost(PATIENCE).until(() -> accepted.size() >= 3);
    assertThat(accepted).isSorted();
    assertThat(committed().values()).allMatch(offset -> offset.offset() == 0);
  }

  /** When the commits began that were accepted. */
  private record RecordedStakes(List<Long> accepted) implements OwnershipListener {
    @Override
    public void hold(Set<Integer> partitions, int all) {}

    @Override
    public void keep(Set<Integer> partitions, int all) {}

    @Override
    public void lose() {}

    @Override
    public long commitStarts() {
      return System.nanoTime();
    }

    @Override
    public void commitAccepted(long startNanos) {
      accepted.add(startNanos);
    }
  }

  private static OffsetAndMetadata withoutEpoch(OffsetAndMetadata offset) {
    return offset == null ? null : new OffsetAndMetadata(offset.offset());
  }

  @Test
  void losesNothingWhileMembersComeAndGo() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("PollLoopTest seed " + seed);
    Random random = new Random(seed);
    int many = 3_000;
    Set<String> finished = ConcurrentHashMap.newKeySet();
    AtomicInteger redone = new AtomicInteger();
    RecordHandler handler =
        (record, claim) ->
            timer.schedule(
                () -> {
                  if (!finished.add(name(record))) {
                    redone.incrementAndGet();
                  }
                  claim.finished();
                },
                random.nextInt(100) == 0 ? 500 : random.nextInt(20),
                TimeUnit.MILLISECONDS);
    write(many / 2);
    List<Running> members = new ArrayList<>();
    members.add(start(handler, Optional::empty));
    await().atMost(PATIENCE).until(() -> finished.size() > 200);
    members.add(start(handler, Optional::empty));
    members.add(start(handler, Optional::empty));
    write(many / 2);
    await().atMost(PATIENCE).until(() -> finished.size() > many / 2);
    members.remove(random.nextInt(members.size())).stop();
    await().atMost(PATIENCE).until(() -> finished.size() == many);
    await().atMost(PATIENCE).until(() -> sumCommitted() == many);
    System.out.printf("PollLoopTest redid %d of %d%n", redone.get(), many);
    assertThat(redone.get()).as("finished, or known to be, before it was given away").isZero();
  }

  /** Were each to have as many turns, the last 500 would all be of the fuller one. */
  @Test
  void comesToTheEndOfAFullerPartitionTogetherWithTheOthers() {
    int many = 3_500;
    write(many, i -> i < 500 ? 0 : i % 6);
    List<Integer> taken = new CopyOnWriteArrayList<>();
    start(
        (record, claim) -> {
          taken.add(record.partition());
          timer.schedule(claim::finished, 30, TimeUnit.MILLISECONDS);
        },
        Optional::empty);
    await().atMost(PATIENCE).until(() -> taken.size() == many);
    assertThat(taken.subList(many - 250, many)).containsAnyOf(1, 2, 3, 4, 5);
  }

  @Test
  void aCleanStopLeavesNothingToRedo() {
    write(300);
    Set<String> taken = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    RecordHandler handler =
        (record, claim) -> {
          if (!taken.add(name(record))) {
            twice.incrementAndGet();
          }
          timer.schedule(claim::finished, 50, TimeUnit.MILLISECONDS);
        };
    Running first = start(handler, Optional::empty);
    await().atMost(PATIENCE).until(() -> taken.size() > 50);
    first.stop();
    assertThat(sumCommitted()).isEqualTo(taken.size());
    assertThat(first.loop().state().phase()).isEqualTo(Phase.STOPPED);
    start(handler, Optional::empty);
    await().atMost(PATIENCE).until(() -> taken.size() == 300);
    assertThat(twice).hasValue(0);
  }

  @Test
  void isNoMemberWhileTheGateIsShut() throws Exception {
    write(6);
    AtomicReference<Optional<String>> obstacle = new AtomicReference<>(Optional.of("shut"));
    Set<String> taken = ConcurrentHashMap.newKeySet();
    Running loop =
        start(
            (record, claim) -> {
              taken.add(name(record));
              claim.finished();
            },
            obstacle::get);
    await()
        .atMost(PATIENCE)
        .until(() -> loop.loop().state().equals(new PollLoopState(Phase.WAITING, "shut")));
    obstacle.set(Optional.empty());
    await().atMost(PATIENCE).until(() -> taken.size() == 6);
    obstacle.set(Optional.of("shut again"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                admin
                    .describeConsumerGroups(List.of("group-" + topic))
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .get("group-" + topic)
                    .members()
                    .isEmpty());
    assertThat(sumCommitted()).isEqualTo(6);
  }

  @Test
  void makesAConsumerAnewWhereOneFails() {
    write(6);
    AtomicInteger made = new AtomicInteger();
    Set<String> taken = new HashSet<>();
    AssignedPartitions assignedPartitions =
        new AssignedPartitions(
            new InFlightLimit(10),
            (record, claim) -> {
              taken.add(name(record));
              claim.finished();
            },
            10,
            0,
            () -> false);
    started(
        new PollLoop(
            TopicSubscription.of(topic),
            () -> {
              if (made.incrementAndGet() < 3) {
                throw new IllegalStateException("no broker by this name");
              }
              return consumer();
            },
            assignedPartitions,
            Optional::empty,
            Duration.ofSeconds(1),
            OwnershipListener.NONE,
            Throwable::getMessage,
            System::nanoTime));
    await().atMost(PATIENCE).until(() -> sumCommitted() == 6);
    assertThat(taken).hasSize(6);
  }

  @Test
  void aLoopSurvivesAnErrorAndReportsItMeanwhile() {
    write(6);
    AtomicInteger made = new AtomicInteger();
    CountDownLatch mended = new CountDownLatch(1);
    Running loop =
        started(
            failing(
                () -> {
                  if (mended.getCount() > 0) {
                    made.incrementAndGet();
                    throw new NoClassDefFoundError("broken installation");
                  }
                  return consumer();
                }));
    await().atMost(PATIENCE).until(() -> made.get() == 2);
    assertThat(loop.loop().state())
        .isEqualTo(PollLoopState.waiting("the consumer failed: broken installation"));
    mended.countDown();
    await().atMost(PATIENCE).until(() -> sumCommitted() == 6);
  }

  /** Three failures make the next rest four seconds long; one after a success is half a second. */
  @Test
  void restsBrieflyAgainAfterASuccess() {
    write(6);
    List<Long> made = new CopyOnWriteArrayList<>();
    AtomicBoolean breaks = new AtomicBoolean();
    started(
        failing(
            () -> {
              made.add(System.nanoTime());
              if (made.size() <= 3) {
                throw new IllegalStateException("no broker by this name");
              }
              return breaking(breaks);
            }));
    await().atMost(PATIENCE).until(() -> sumCommitted() == 6);
    long before = System.nanoTime();
    breaks.set(true);
    await().atMost(PATIENCE).until(() -> made.size() == 5);
    breaks.set(false);
    assertThat(Duration.ofNanos(made.get(4) - before)).isLessThan(Duration.ofSeconds(3));
  }

  private Consumer<byte[], byte[]> breaking(AtomicBoolean breaks) {
    return new KafkaConsumer<>(
        settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (breaks.get()) {
          throw new IllegalStateException("as the test wants");
        }
        return super.poll(timeout);
      }
    };
  }

  private PollLoop failing(Supplier<Consumer<byte[], byte[]>> consumers) {
    return new PollLoop(
        TopicSubscription.of(topic),
        consumers,
        new AssignedPartitions(
            new InFlightLimit(10), (record, claim) -> claim.finished(), 10, 0, () -> false),
        Optional::empty,
        Duration.ofSeconds(1),
        OwnershipListener.NONE,
        Throwable::getMessage,
        System::nanoTime);
  }

  @Test
  void aPollThatDoesNotReturnIsCalledDead() {
    write(1);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicLong ahead = new AtomicLong();
    RecordHandler blocks =
        (record, claim) -> {
          taken.countDown();
          awaitQuietly(goOn);
          claim.finished();
        };
    Running loop =
        started(
            new PollLoop(
                TopicSubscription.of(topic),
                this::consumer,
                new AssignedPartitions(new InFlightLimit(1), blocks, 1, 0, () -> false),
                Optional::empty,
                Duration.ofSeconds(1),
                OwnershipListener.NONE,
                Throwable::getMessage,
                () -> System.nanoTime() + ahead.get()));
    awaitQuietly(taken);
    assertThat(loop.loop().state().phase()).isEqualTo(Phase.POLLING);
    ahead.set(Duration.ofSeconds(61).toNanos());
    assertThat(loop.loop().state())
        .isEqualTo(new PollLoopState(Phase.DEAD, "the poll does not return"));
    goOn.countDown();
    await().atMost(PATIENCE).until(() -> loop.loop().state().phase() == Phase.POLLING);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String name(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + "@" + record.offset();
  }
}
