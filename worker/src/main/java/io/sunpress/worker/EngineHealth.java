package io.sunpress.worker;

import io.sunpress.worker.engine.Engine;
import io.sunpress.worker.engine.LoopState;
import io.sunpress.worker.engine.LoopState.Phase;
import io.sunpress.worker.engine.PollLoop;
import java.util.function.Predicate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Fails where a poll loop is not in one of the phases that are well. */
final class EngineHealth implements HealthIndicator {
  private final Engine engine;
  private final Predicate<Phase> well;

  EngineHealth(Engine engine, Predicate<Phase> well) {
    this.engine = engine;
    this.well = well;
  }

  @Override
  public Health health() {
    boolean allWell = engine.loops().stream().allMatch(loop -> well.test(loop.state().phase()));
    Health.Builder health = allWell ? Health.up() : Health.down();
    for (PollLoop loop : engine.loops()) {
      LoopState state = loop.state();
      health.withDetail(
          loop.topic(),
          state.cause().isEmpty() ? state.phase().name() : state.phase() + ": " + state.cause());
    }
    return health.build();
  }
}
