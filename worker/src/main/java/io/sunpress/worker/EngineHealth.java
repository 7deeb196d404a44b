package io.sunpress.worker;

import io.sunpress.engine.Engine;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.PollLoopState;
import io.sunpress.engine.PollLoopState.Phase;
import java.time.Duration;
import java.util.function.Predicate;
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

  EngineHealth(Engine engine, Predicate<Phase> well) {
    this.engine = engine;
    this.well = well;
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
    return well.test(loop.state().phase()) && loop.oldest().compareTo(STUCK) < 0;
  }
}
