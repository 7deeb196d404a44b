package io.sunpress.worker;

import io.sunpress.engine.Engine;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.PollLoopState;
import io.sunpress.engine.PollLoopState.Phase;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Fails where a poll loop is not in one of the phases that are well, or a record has been in hand
 * for longer than any rest of ours: its partition is stuck.
 */
final class EngineHealth implements HealthIndicator {
  private static final Duration STUCK = Duration.ofMinutes(10);

  private final Engine engine;
  private final Predicate<Phase> well;
  private final Supplier<Duration> undisturbed;

  /**
   * @param well the phases that are well
   * @param undisturbed for how long nothing has been missing that a record may wait for
   */
  EngineHealth(Engine engine, Predicate<Phase> well, Supplier<Duration> undisturbed) {
    this.engine = engine;
    this.well = well;
    this.undisturbed = undisturbed;
  }

  @Override
  public Health health() {
    boolean allWell = engine.loops().stream().allMatch(this::isWell);
    Health.Builder health = allWell ? Health.up() : Health.down();
    for (PollLoop loop : engine.loops()) {
      PollLoopState state = loop.state();
      health.withDetail(
          loop.topic(),
          "%s%s, oldest in hand %d s"
              .formatted(
                  state.phase(),
                  state.cause().isEmpty() ? "" : ": " + state.cause(),
                  loop.oldest().toSeconds()));
    }
    return health.build();
  }

  private boolean isWell(PollLoop loop) {
    boolean stuck = loop.oldest().compareTo(STUCK) >= 0 && undisturbed.get().compareTo(STUCK) >= 0;
    return well.test(loop.state().phase()) && !stuck;
  }
}
