package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.Patience;
import io.sunpress.bench.harness.Storage;
import io.sunpress.bench.harness.Workplace;
import io.sunpress.bench.load.Catalogue;
import io.sunpress.bench.load.KafkaDoor;
import io.sunpress.bench.load.Pace;
import io.sunpress.bench.measure.EventReader;
import io.sunpress.bench.measure.Evidence;
import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.measure.Journal;
import io.sunpress.bench.measure.LedgerCheck;
import io.sunpress.bench.measure.Story;
import io.sunpress.intake.Lane;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.List;

/** What nearly every scenario needs: an installation, someone who asks, someone who listens. */
final class Rig implements AutoCloseable {
  /** More than any machine can ask for in a minute. */
  static final int NO_LIMIT = 100_000_000;

  private static final Duration REST = Duration.ofMinutes(2);

  private final Installation installation;
  private final Journal journal = new Journal(System::nanoTime);
  private final Catalogue catalogue;
  private final EventReader events;
  private final Lane lane;
  private final KafkaDoor door;

  private Rig(Installation installation, Lane lane, long seed) {
    this.installation = installation;
    this.catalogue = new Catalogue(seed);
    String broker = installation.bootstrapServers();
    this.events = EventReader.start(broker, installation.topics().events(), journal);
    this.lane = lane;
    this.door = door(installation.topics());
  }

  /**
   * Starts an installation without workers.
   *
   * @param minuteLimit of WeChat, in calls
   * @param lane that requests come by
   */
  static Rig start(Workplace place, int minuteLimit, Lane lane, long seed) {
    return on(Installation.start(place, Storage.S3, minuteLimit), lane, seed);
  }

  /** The same on an installation that is there already; it ends with this rig. */
  static Rig on(Installation installation, Lane lane, long seed) {
    try {
      return new Rig(installation, lane, seed);
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  Installation installation() {
    return installation;
  }

  Journal journal() {
    return journal;
  }

  /** So many different codes as fast as they can be asked; not waited for. */
  List<Story> burst(int codes) {
    return Pace.atOnce(codes, this::ask);
  }

  /** So many codes, drawn without any delay; then WeChat takes this time for each. */
  void warmUp(int codes, Duration latency, Duration within) {
    warmUp(() -> burst(codes), latency, within);
  }

  /** The same with a burst of any kind. */
  void warmUp(Runnable burst, Duration latency, Duration within) {
    installation.simulator().latency(Duration.ZERO);
    burst.run();
    awaitAll(within);
    installation.simulator().latency(latency);
  }

  /** The same, through other topics than the installation's. */
  List<Story> burst(int codes, Topics topics) {
    try (KafkaDoor other = door(topics)) {
      return Pace.atOnce(codes, () -> other.ask(catalogue.next()));
    }
  }

  private KafkaDoor door(Topics topics) {
    return new KafkaDoor(
        installation.bootstrapServers(), topics, installation.judge(), lane, journal);
  }

  /** So many different codes at equal distances; not waited for. */
  List<Story> steady(int codes, int perSecond) {
    return Pace.steady(codes, perSecond, this::ask);
  }

  private Story ask() {
    return door.ask(catalogue.next());
  }

  /**
   * Waits for every request's end.
   *
   * @throws IllegalStateException if that takes longer
   */
  void awaitAll(Duration within) {
    boolean all = journal.awaitNoneOpen(within);
    events.check();
    if (!all) {
      throw new IllegalStateException(
          journal.open() + " requests have not ended within " + within.toSeconds() + " s");
    }
  }

  /** Waits until no more than so many requests have not ended. */
  void awaitOpen(int most, Duration within) {
    Patience.until(
        "at most " + most + " requests are open",
        within,
        () -> {
          events.check();
          return journal.open() <= most;
        });
  }

  /**
   * For where there is no bucket to compare with.
   *
   * @throws IllegalStateException if a request has not ended with a picture
   */
  void checkAllReady() {
    long others = journal.stories().stream().filter(story -> !story.isReady()).count();
    if (others > 0) {
      throw new IllegalStateException(others + " requests have ended without a picture");
    }
  }

  /** Whether what was promised was kept, of everything so far; waits until all is at rest. */
  Findings ledgerCheck() {
    Patience.until("all offsets are committed", REST, () -> installation.backlog() == 0);
    Patience.until("all events are read", REST, events::isAtEnd);
    events.check();
    return LedgerCheck.of(
        Evidence.of(journal, installation.pictures(), installation.simulator().calls()));
  }

  /** How many events said that a request has to wait. */
  long delayed() {
    return events.delayed();
  }

  @Override
  public void close() {
    door.close();
    events.close();
    installation.close();
  }
}
