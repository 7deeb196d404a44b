package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.Patience;
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
  private final KafkaDoor door;

  private Rig(Installation installation, Lane lane, long seed) {
    this.installation = installation;
    this.catalogue = new Catalogue(seed);
    String broker = installation.bootstrapServers();
    this.events = EventReader.start(broker, installation.topics().events(), journal);
    this.door = new KafkaDoor(broker, installation.topics(), installation.judge(), lane, journal);
  }

  /**
   * Starts an installation without workers.
   *
   * @param minuteLimit of WeChat, in calls
   * @param lane that requests come by
   */
  static Rig start(Workplace place, int minuteLimit, Lane lane, long seed) {
    Installation installation = Installation.start(place, minuteLimit);
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
