package io.sunpress.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sunpress.engine.PollLoopState.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one topic for one lane, for as long as the gate is open. Whatever goes wrong with a
 * consumer, a new one is made; its state has the cause for health to see.
 */
public final class PollLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** How long the last commit is repeated; longer than the others take for a rebalance. */
  private static final Duration GOODBYE = Duration.ofSeconds(6);

  private static final long GATE_MILLIS = 200;
  private static final long FIRST_REST_MILLIS = 500;
  private static final long LONGEST_REST_MILLIS = 10_000;

  /** A consumer that has no records and polls for so long works; one that fails does so earlier. */
  private static final Duration SUCCESS = Duration.ofSeconds(10);

  /** Rebalances and commits are bounded below this; a poll that is older hangs. */
  private static final Duration HANGS = Duration.ofSeconds(60);

  private final TopicSubscription subscription;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AssignedPartitions assignedPartitions;
  private final MembershipGate membershipGate;
  private final Duration drain;
  private final OwnershipListener ownershipListener;
  private final Function<Throwable, String> errorText;
  private final LongSupplier nanoTime;
  private final LagCounter lagCounter;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile PollLoopState state = PollLoopState.waiting("not started");
  private volatile long lastTurn;
  private long rest = FIRST_REST_MILLIS;

  /**
   * @param subscription what is polled
   * @param consumers makes a consumer; {@link GroupSettings} has what it needs
   * @param assignedPartitions where the records go
   * @param membershipGate when to be a member of the group
   * @param drain how long a stop waits for what is in hand
   * @param ownershipListener hears what is held
   * @param errorText what a failure means, in a sentence
   * @param nanoTime the clock of intervals
   */
  public PollLoop(
      TopicSubscription subscription,
      Supplier<Consumer<byte[], byte[]>> consumers,
      AssignedPartitions assignedPartitions,
      MembershipGate membershipGate,
      Duration drain,
      OwnershipListener ownershipListener,
      Function<Throwable, String> errorText,
      LongSupplier nanoTime) {
    this.subscription = subscription;
    this.consumers = consumers;
    this.assignedPartitions = assignedPartitions;
    this.membershipGate = membershipGate;
    this.drain = drain;
    this.ownershipListener = ownershipListener;
    this.errorText = errorText;
    this.nanoTime = nanoTime;
    this.lagCounter = new LagCounter(assignedPartitions, nanoTime);
  }

  /** The name of what is polled. */
  public String topic() {
    return subscription.name();
  }

  /** How long the record has been in hand that holds up its partition's commits longest. */
  public Duration oldest() {
    return assignedPartitions.oldest();
  }

  /** How many records of the partitions held here are not finished, taken or not. */
  public long lag() {
    return lagCounter.records();
  }

  /** How many of these partitions are gone on with carefully. */
  public int suspicious() {
    return assignedPartitions.suspicious();
  }

  /** Its present state, also while a poll does not come back. */
  public PollLoopState state() {
    PollLoopState now = state;
    boolean hangs =
        now.phase() == Phase.POLLING && nanoTime.getAsLong() - lastTurn > HANGS.toNanos();
    return hangs ? new PollLoopState(Phase.DEAD, "the poll does not return") : now;
  }

  /** Finishes what is in hand, commits and leaves; {@link #run()} returns when that is done. */
  public void stop() {
    stop.countDown();
  }

  /** Whatever goes wrong, an {@link Error} included, the loop goes on: nobody else would poll. */
  @Override
  public void run() {
    while (!isStopping()) {
      try {
        waitOrBeMember();
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    state = PollLoopState.of(Phase.STOPPED);
  }

  private void waitOrBeMember() {
    Optional<String> obstacle = membershipGate.obstacle();
    if (obstacle.isPresent()) {
      state = PollLoopState.waiting(obstacle.get());
      rest(GATE_MILLIS);
      return;
    }
    try (Member member = new Member(consumers.get())) {
      member.work();
    }
  }

  private void failed(Throwable e) {
    String cause = errorText.apply(e);
    state = PollLoopState.waiting("the consumer failed: " + cause);
    if (e instanceof KafkaException) {
      log.warn("The consumer of {} failed, another is made in {} ms: {}", topic(), rest, cause);
    } else {
      log.error("The consumer of {} failed, another is made in {} ms", topic(), rest, e);
    }
    rest(rest);
    rest = Math.min(rest * 2, LONGEST_REST_MILLIS);
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void rest(long millis) {
    try {
      boolean stopped = stop.await(millis, MILLISECONDS);
      log.trace("Rested, stopped: {}", stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** One membership of the group, with one consumer. */
  private final class Member implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Committer committer =
        new Committer(assignedPartitions, ownershipListener, nanoTime);
    private final OwnershipReporter ownershipReporter;
    private final long begun = nanoTime.getAsLong();

    Member(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
      this.ownershipReporter =
          new OwnershipReporter(
              subscription.topics(), assignedPartitions, ownershipListener, consumer, nanoTime);
    }

    void work() {
      subscription.subscribe(
          consumer,
          new RebalanceHandler(assignedPartitions, committer, consumer, ownershipReporter));
      while (!isStopping() && membershipGate.obstacle().isEmpty()) {
        turn(Phase.POLLING);
      }
      if (isStopping()) {
        finishWhatIsInHand();
      }
    }

    private void turn(Phase phase) {
      lastTurn = nanoTime.getAsLong();
      state = PollLoopState.of(phase);
      pauseAndResume();
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      assignedPartitions.awaits(name -> consumer.currentLag(name).orElse(0));
      assignedPartitions.received(records);
      if (!records.isEmpty() || nanoTime.getAsLong() - begun > SUCCESS.toNanos()) {
        rest = FIRST_REST_MILLIS;
      }
      committer.commitIfDue(consumer);
      ownershipReporter.countIfDue();
      lagCounter.countIfDue(consumer);
    }

    /** Goes on polling, so that a rebalance of the others does not wait for us. */
    private void finishWhatIsInHand() {
      assignedPartitions.stopTaking();
      long end = nanoTime.getAsLong() + drain.toNanos();
      while (!assignedPartitions.isIdle() && nanoTime.getAsLong() < end) {
        turn(Phase.DRAINING);
      }
      sayGoodbye(Math.min(end, nanoTime.getAsLong() + GOODBYE.toNanos()));
    }

    /** While others rebalance, no commit is accepted: what is done would be done again. */
    private void sayGoodbye(long end) {
      assignedPartitions.signOff();
      while (!assignedPartitions.toCommit().isEmpty() && nanoTime.getAsLong() < end) {
        turn(Phase.DRAINING);
      }
    }

    private void pauseAndResume() {
      Set<TopicPartition> full = assignedPartitions.full();
      Set<TopicPartition> paused = consumer.paused();
      Set<TopicPartition> toPause = new HashSet<>(full);
      toPause.removeAll(paused);
      Set<TopicPartition> toResume = new HashSet<>(paused);
      toResume.removeAll(full);
      if (!toPause.isEmpty()) {
        consumer.pause(toPause);
      }
      if (!toResume.isEmpty()) {
        consumer.resume(toResume);
      }
    }

    /** Leaves the group, which revokes everything and so commits; whatever is left is dropped. */
    @Override
    public void close() {
      try {
        consumer.close(CloseOptions.timeout(CLOSE));
      } finally {
        ownershipReporter.lose();
        lagCounter.lose();
        assignedPartitions.drop(assignedPartitions.held());
      }
    }
  }
}
