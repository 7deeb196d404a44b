package io.sunpress.worker.announce;

import io.sunpress.message.Answer;
import io.sunpress.message.Asked;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What is said about a record that can never become a code. */
public final class Refusals {
  private final Wire wire;
  private final DeadLetters deadLetters;
  private final Clock clock;

  public Refusals(Wire wire, DeadLetters deadLetters, Clock clock) {
    this.wire = wire;
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /**
   * A dead letter; where the asker could be read, a final event as well; where a code is known that
   * somebody may be waiting for, a failure answer, so that he waits no longer.
   */
  public Announcement of(RefusedRecord refused, BooleanSupplier wanted) {
    Instant now = clock.instant();
    Trace trace = Trace.of(refused.origin().headers());
    return new Announcement(
        List.of(deadLetters.of(refused.origin(), refused.error())),
        answer(refused, now).map(wire::record).stream().toList(),
        refused
            .asked()
            .map(asked -> new CodeEvent.Failed(asked, refused.error(), 0, now))
            .map(event -> wire.record(event, trace))
            .stream()
            .toList(),
        wanted);
  }

  private static Optional<Answer> answer(RefusedRecord refused, Instant now) {
    return refused
        .asked()
        .filter(asked -> asked.id().isPresent() && asked.app().isPresent())
        .map(asked -> failure(asked, refused, now));
  }

  private static Answer failure(Asked asked, RefusedRecord refused, Instant now) {
    return new Answer.Failed(
        asked.id().orElseThrow(),
        asked.app().orElseThrow(),
        refused.error(),
        0,
        asked.askedAt(),
        now);
  }
}
