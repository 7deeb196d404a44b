package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.ConditionWait;
import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.load.ArrivalSchedule;
import io.sunpress.bench.load.KafkaLoad;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.bench.measure.ConsistencyCheck;
import io.sunpress.bench.measure.ConsistencyInput;
import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.measure.EventReader;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.MeasuredRequests;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.List;

/** What nearly every scenario needs: an installation, someone who asks, someone who listens. */
final class ScenarioEnvironment implements AutoCloseable {
  /** More than any machine can ask for in a minute. */
  static final int NO_LIMIT = 100_000_000;

  private static final Duration REST = Duration.ofMinutes(2);

  private final BenchEnvironment benchEnvironment;
  private final MeasuredRequests measuredRequests = new MeasuredRequests(System::nanoTime);
  private final RequestGenerator requestGenerator;
  private final EventReader events;
  private final Priority priority;
  private final KafkaLoad door;

  private ScenarioEnvironment(BenchEnvironment benchEnvironment, Priority priority, long seed) {
    this.benchEnvironment = benchEnvironment;
    this.requestGenerator = new RequestGenerator(seed);
    String broker = benchEnvironment.bootstrapServers();
    this.events = EventReader.start(broker, benchEnvironment.topics().events(), measuredRequests);
    this.priority = priority;
    this.door = door(benchEnvironment.topics());
  }

  /**
   * Starts an installation without workers.
   *
   * @param minuteLimit of WeChat, in calls
   * @param priority that requests come by
   */
  static ScenarioEnvironment start(
      RunDirectory place, int minuteLimit, Priority priority, long seed) {
    return on(BenchEnvironment.start(place, StorageKind.S3, minuteLimit), priority, seed);
  }

  /** The same on an installation that is there already; it ends with this rig. */
  static ScenarioEnvironment on(BenchEnvironment benchEnvironment, Priority priority, long seed) {
    try {
      return new ScenarioEnvironment(benchEnvironment, priority, seed);
    } catch (RuntimeException e) {
      benchEnvironment.close();
      throw e;
    }
  }

  BenchEnvironment installation() {
    return benchEnvironment;
  }

  MeasuredRequests journal() {
    return measuredRequests;
  }

  /** So many different codes as fast as they can be asked; not waited for. */
  List<MeasuredRequest> burst(int codes) {
    return ArrivalSchedule.atOnce(codes, this::ask);
  }

  /** So many codes, drawn without any delay; then WeChat takes this time for each. */
  void warmUp(int codes, Duration latency, Duration within) {
    warmUp(() -> burst(codes), latency, within);
  }

  /** The same with a burst of any kind. */
  void warmUp(Runnable burst, Duration latency, Duration within) {
    benchEnvironment.simulator().latency(Duration.ZERO);
    burst.run();
    awaitAll(within);
    benchEnvironment.simulator().latency(latency);
  }

  /** The same, through other topics than the installation's. */
  List<MeasuredRequest> burst(int codes, Topics topics) {
    try (KafkaLoad other = door(topics)) {
      return ArrivalSchedule.atOnce(codes, () -> other.ask(requestGenerator.next()));
    }
  }

  private KafkaLoad door(Topics topics) {
    return new KafkaLoad(
        benchEnvironment.bootstrapServers(),
        topics,
        benchEnvironment.judge(),
        priority,
        measuredRequests);
  }

  /** So many different codes at equal distances; not waited for. */
  List<MeasuredRequest> steady(int codes, int perSecond) {
    return ArrivalSchedule.steady(codes, perSecond, this::ask);
  }

  private MeasuredRequest ask() {
    return door.ask(requestGenerator.next());
  }

  /**
   * Waits for every request's end.
   *
   * @throws IllegalStateException if that takes longer
   */
  void awaitAll(Duration within) {
    boolean all = measuredRequests.awaitNoneOpen(within);
    events.check();
    if (!all) {
      throw new IllegalStateException(
          measuredRequests.open() + " requests have not ended within " + within.toSeconds() + " s");
    }
  }

  /** Waits until no more than so many requests have not ended. */
  void awaitOpen(int most, Duration within) {
    ConditionWait.until(
        "at most " + most + " requests are open",
        within,
        () -> {
          events.check();
          return measuredRequests.open() <= most;
        });
  }

  /**
   * For where there is no bucket to compare with.
   *
   * @throws IllegalStateException if a request has not ended with a picture
   */
  void checkAllReady() {
    long others = measuredRequests.stories().stream().filter(story -> !story.isReady()).count();
    if (others > 0) {
      throw new IllegalStateException(others + " requests have ended without a picture");
    }
  }

  /** Whether what was promised was kept, of everything so far; waits until all is at rest. */
  ConsistencyResult ledgerCheck() {
    ConditionWait.until("all offsets are committed", REST, () -> benchEnvironment.backlog() == 0);
    ConditionWait.until("all events are read", REST, events::isAtEnd);
    events.check();
    return ConsistencyCheck.of(
        ConsistencyInput.of(
            measuredRequests, benchEnvironment.pictures(), benchEnvironment.simulator().calls()));
  }

  /** How many events announced a delay of a request. */
  long delayed() {
    return events.delayed();
  }

  @Override
  public void close() {
    door.close();
    events.close();
    benchEnvironment.close();
  }
}
