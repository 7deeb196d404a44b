package io.sunpress.worker.source;

import io.sunpress.engine.Engine;
import io.sunpress.engine.PollLoopState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All sources of a worker. One in trouble stops neither another nor the worker. */
public final class SourceLoops {
  private final List<SourceLoop> sources;
  private final Engine engine;

  /**
   * @param drain how long a stop waits for records in hand
   */
  public SourceLoops(List<SourceLoop> sources, Duration drain) {
    this.sources = List.copyOf(sources);
    this.engine =
        new Engine(
            sources.stream().map(SourceLoop::loop).toList(),
            drain,
            () -> sources.forEach(source -> source.handler().beginStop()));
  }

  /** Runs their loops. */
  public Engine engine() {
    return engine;
  }

  /** How each fares, by its name: the phase of its loop, and what it waits for. */
  public Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    for (SourceLoop source : sources) {
      PollLoopState state = source.loop().state();
      String why = source.cause().orElse(state.cause());
      states.put(source.name(), state.phase() + (why.isEmpty() ? "" : ": " + why));
    }
    return states;
  }
}
