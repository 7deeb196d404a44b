package io.sunpress.worker.source;

import io.sunpress.engine.PollLoop;
import java.util.Optional;

/**
 * A source at work.
 *
 * @param name of the source
 * @param loop polls its topics
 * @param handler handles its records
 * @param status what it waits for
 */
public record SourceLoop(String name, PollLoop loop, SourceHandler handler, SourceStatus status) {

  /** What it waits for; empty where it works. */
  public Optional<String> cause() {
    return status.cause();
  }
}
