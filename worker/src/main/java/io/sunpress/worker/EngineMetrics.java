package io.sunpress.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.PollLoopState.Phase;
import java.util.Locale;

/** What the engine shows of itself in metrics. */
record EngineMetrics(MeterRegistry registry) {
  void inFlight(InFlightLimit requests) {
    Gauge.builder("sunpress.worker.in.flight", requests, InFlightLimit::count)
        .description("Requests in hand")
        .register(registry);
  }

  void window(String name, AssignedPartitions assignedPartitions) {
    Gauge.builder("sunpress.worker.window", assignedPartitions, AssignedPartitions::window)
        .description("Records between the first unfinished and the last taken")
        .tag("lane", name)
        .register(registry);
  }

  void loop(PollLoop loop) {
    Gauge.builder("sunpress.worker.lag", loop, PollLoop::lag)
        .description("Records of the partitions held here that are not finished")
        .tag("topic", loop.topic())
        .register(registry);
    Gauge.builder("sunpress.worker.oldest.in.flight", loop, l -> l.oldest().toMillis() / 1e3)
        .description("How long the oldest record has been in hand that holds up a commit")
        .baseUnit("seconds")
        .tag("topic", loop.topic())
        .register(registry);
    Gauge.builder("sunpress.worker.suspect.partitions", loop, PollLoop::suspicious)
        .description("Partitions gone on with carefully, since their owners ended without a word")
        .tag("topic", loop.topic())
        .register(registry);
    for (Phase phase : Phase.values()) {
      Gauge.builder(
              "sunpress.worker.poll.loop.phase", loop, l -> l.state().phase() == phase ? 1 : 0)
          .description("1 for the phase that the poll loop is in")
          .tag("topic", loop.topic())
          .tag("phase", phase.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }
}
