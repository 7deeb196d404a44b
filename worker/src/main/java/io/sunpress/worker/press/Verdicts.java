package io.sunpress.worker.press;

import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.CodeEvent;
import io.sunpress.worker.announce.Announcement;
import io.sunpress.worker.announce.DeadLetters;
import io.sunpress.worker.announce.Wire;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What is said about a job that has ended: one answer for the code, one event for each request. */
final class Verdicts {
  private final Wire wire;
  private final DeadLetters deadLetters;
  private final PictureUrls urls;
  private final Clock clock;

  Verdicts(Wire wire, DeadLetters deadLetters, PictureUrls urls, Clock clock) {
    this.wire = wire;
    this.deadLetters = deadLetters;
    this.urls = urls;
    this.clock = clock;
  }

  /**
   * The announcement.
   *
   * @param requests at least one, all of the same code
   */
  Announcement of(List<Request> requests, Outcome outcome) {
    Instant now = clock.instant();
    return new Announcement(
        outcome.fold(stored -> List.of(), failed -> letters(requests, failed)),
        List.of(wire.record(answer(requests, outcome, now))),
        requests.stream()
            .map(request -> wire.record(event(request, outcome, now), request.trace()))
            .toList(),
        () -> requests.stream().anyMatch(request -> request.claim().held()));
  }

  private List<org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]>> letters(
      List<Request> requests, Outcome.Failed failed) {
    return failed.dead()
        ? requests.stream()
            .map(request -> deadLetters.of(request.origin(), failed.error()))
            .toList()
        : List.of();
  }

  /** A failure counts only against questions that are not newer: the last one's time is told. */
  private static Answer answer(List<Request> requests, Outcome outcome, Instant now) {
    Question question = requests.get(0).question();
    Instant askedAt =
        requests.stream().map(Request::askedAt).max(Comparator.naturalOrder()).orElseThrow();
    return outcome.fold(
        stored ->
            new Answer.Ready(
                question.id(),
                question.spec().app(),
                question.spec().format(),
                stored.stored().bytes(),
                stored.stored().sha256(),
                stored.calls(),
                askedAt,
                now),
        failed ->
            new Answer.Failed(
                question.id(),
                question.spec().app(),
                failed.error(),
                failed.calls(),
                askedAt,
                now));
  }

  private CodeEvent event(Request request, Outcome outcome, Instant now) {
    Question question = request.question();
    return outcome.fold(
        stored ->
            new CodeEvent.Ready(
                request.asked(),
                urls.of(question.picture()),
                question.spec().format(),
                stored.stored().bytes(),
                stored.stored().sha256(),
                stored.cached(),
                stored.calls(),
                now),
        failed -> new CodeEvent.Failed(request.asked(), failed.error(), failed.calls(), now));
  }
}
