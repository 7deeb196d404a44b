package io.sunpress.settings;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sunpress.concurrent.DaemonThreads;
import io.sunpress.settings.DependencyCheck.Standing;
import io.sunpress.settings.DependencyCheck.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for what must be there before work can begin (topics, bucket, the right id-key) and goes on
 * looking. A process starts without them and reports what is missing; with wrong ones it refuses to
 * start, or stays unready where the wrong comes to light later.
 */
public final class DependencyMonitor implements SmartLifecycle {
  /** Before everything that consumes or serves. */
  public static final int PHASE = -1000;

  private static final Logger log = LoggerFactory.getLogger(DependencyMonitor.class);
  private static final long FIRST_LOOK_SECONDS = 15;
  private static final long RETRY_SECONDS = 1;
  private static final long RECHECK_SECONDS = 10;

  private final List<DependencyCheck> needs;
  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sunpress-prerequisites"));
  private volatile boolean ready;
  private volatile boolean running;
  private volatile OptionalLong completeSince = OptionalLong.empty();

  DependencyMonitor(List<DependencyCheck> needs) {
    this.needs = List.copyOf(needs);
    needs.forEach(
        dependencyCheck -> states.put(dependencyCheck.name(), State.missing("not looked for yet")));
  }

  /** Whether everything has been found once: work may begin. Never goes back. */
  public boolean ready() {
    return ready;
  }

  /** What is not there at present, by name, with the cause. */
  public Map<String, String> missing() {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().standing() != Standing.THERE)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().cause()));
  }

  /** What is there and less safe than it could be, by name. */
  Map<String, String> warnings() {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().standing() == Standing.THERE)
        .filter(entry -> !entry.getValue().cause().isEmpty())
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().cause()));
  }

  /** For how long everything has been there without a break; zero while something is missing. */
  public Duration completeFor() {
    OptionalLong since = completeSince;
    return since.isPresent()
        ? Duration.ofNanos(System.nanoTime() - since.getAsLong())
        : Duration.ZERO;
  }

  @Override
  public void start() {
    running = true;
    looker.execute(this::lookAndComeBack);
    awaitFirstLook();
    String wrong =
        states.values().stream()
            .filter(state -> state.standing() == Standing.WRONG)
            .map(State::cause)
            .collect(Collectors.joining("; "));
    if (!wrong.isEmpty()) {
      stop();
      throw new InvalidConfigurationException(
          "Sunpress refuses to start: " + wrong,
          "Waiting does not help: mend what is named. `java -jar worker.jar doctor` looks at all of it.");
    }
  }

  @Override
  public void stop() {
    running = false;
    looker.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void awaitFirstLook() {
    try {
      if (!firstLook.await(FIRST_LOOK_SECONDS, SECONDS)) {
        log.warn("Still looking for {}", missing().keySet());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAndComeBack() {
    needs.forEach(this::look);
    boolean allThere = missing().isEmpty();
    ready = ready || allThere;
    if (!allThere) {
      completeSince = OptionalLong.empty();
    } else if (completeSince.isEmpty()) {
      completeSince = OptionalLong.of(System.nanoTime());
    }
    firstLook.countDown();
    if (running) {
      looker.schedule(this::lookAndComeBack, allThere ? RECHECK_SECONDS : RETRY_SECONDS, SECONDS);
    }
  }

  private void look(DependencyCheck dependencyCheck) {
    State found = stateOf(dependencyCheck);
    State before = states.put(dependencyCheck.name(), found);
    if (!found.equals(before)) {
      report(dependencyCheck, found);
    }
  }

  private static State stateOf(DependencyCheck dependencyCheck) {
    try {
      return dependencyCheck.look().state();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return State.missing("interrupted");
    } catch (RuntimeException | Error e) {
      log.error("The look for {} failed", dependencyCheck.name(), e);
      return State.missing(e.getClass().getSimpleName());
    }
  }

  private static void report(DependencyCheck dependencyCheck, State state) {
    switch (state.standing()) {
      case THERE -> {
        log.info("{} is there", dependencyCheck.name());
        if (!state.cause().isEmpty()) {
          log.warn("{} is there, but: {}", dependencyCheck.name(), state.cause());
        }
      }
      case MISSING -> log.warn("{} is missing: {}", dependencyCheck.name(), state.cause());
      case WRONG -> log.error("{} is wrong: {}", dependencyCheck.name(), state.cause());
    }
  }
}
