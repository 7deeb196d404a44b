package io.sunpress.worker.press;

import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeEvent;
import io.sunpress.worker.announce.Announcement;
import io.sunpress.worker.announce.DeadLetters;
import io.sunpress.worker.announce.Wire;
import io.sunpress.worker.retry.Closure;
import io.sunpress.worker.retry.Delay;
import io.sunpress.worker.retry.Journey;
import io.sunpress.worker.retry.Shelf;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is said about a job that has ended. To the end, one answer for the code and one event for
 * each request; of what goes on later, each request by itself, since each has its own journey.
 */
final class Verdicts {
  private final Wire wire;
  private final DeadLetters deadLetters;
  private final Shelf shelf;
  private final List<Delay> delays;
  private final PictureUrls urls;
  private final Clock clock;

  Verdicts(
      Wire wire,
      DeadLetters deadLetters,
      Shelf shelf,
      List<Delay> delays,
      PictureUrls urls,
      Clock clock) {
    this.wire = wire;
    this.deadLetters = deadLetters;
    this.shelf = shelf;
    this.delays = List.copyOf(delays);
    this.urls = urls;
    this.clock = clock;
  }

  /**
   * The verdicts, each request in one of them.
   *
   * @param requests at least one, all of the same code
   */
  List<Verdict> of(List<Request> requests, Outcome outcome) {
    return outcome.fold(
        new Outcome.Cases<>() {
          @Override
          public List<Verdict> stored(Outcome.Stored stored) {
            return List.of(ready(requests, stored));
          }

          @Override
          public List<Verdict> failed(Outcome.Failed failed) {
            return List.of(Verdicts.this.failed(requests, failed));
          }

          @Override
          public List<Verdict> postponed(Outcome.Postponed postponed) {
            return Verdicts.this.postponed(requests, postponed);
          }

          @Override
          public List<Verdict> parked(Outcome.Parked parked) {
            return requests.stream().map(request -> Verdicts.this.parked(request, parked)).toList();
          }
        });
  }

  private Verdict ready(List<Request> requests, Outcome.Stored stored) {
    Instant now = clock.instant();
    Question question = requests.get(0).question();
    Answer answer =
        new Answer.Ready(
            question.id(),
            question.spec().app(),
            question.spec().format(),
            stored.stored().bytes(),
            stored.stored().sha256(),
            attempts(requests) + stored.calls(),
            askedAt(requests),
            now);
    return toTheEnd(
        requests, stored, List.of(), answer, request -> readyEvent(request, stored, now));
  }

  private CodeEvent readyEvent(Request request, Outcome.Stored stored, Instant now) {
    Question question = request.question();
    return new CodeEvent.Ready(
        request.asked(),
        urls.of(question.picture()),
        question.spec().format(),
        stored.stored().bytes(),
        stored.stored().sha256(),
        stored.cached(),
        journey(request).attempts() + stored.calls(),
        now);
  }

  private Verdict failed(List<Request> requests, Outcome.Failed failed) {
    Instant now = clock.instant();
    CodeError error = failed.error();
    List<ProducerRecord<byte[], byte[]>> letters =
        requests.stream().map(request -> deadLetters.of(request.origin(), error)).toList();
    return toTheEnd(
        requests,
        failed,
        letters,
        failure(requests, error, failed.calls(), now),
        request ->
            new CodeEvent.Failed(
                request.asked(), error, journey(request).attempts() + failed.calls(), now));
  }

  private Verdict toTheEnd(
      List<Request> requests,
      Outcome outcome,
      List<ProducerRecord<byte[], byte[]>> letters,
      Answer answer,
      Function<Request, CodeEvent> event) {
    return new Verdict(
        requests,
        outcome,
        Optional.empty(),
        new Announcement(
            letters,
            List.of(wire.record(answer)),
            requests.stream()
                .map(request -> wire.record(event.apply(request), request.trace()))
                .toList(),
            () -> requests.stream().anyMatch(request -> request.claim().held())));
  }

  private List<Verdict> postponed(List<Request> requests, Outcome.Postponed postponed) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Request> dead = new ArrayList<>();
    for (Request request : requests) {
      int used = journey(request).delays();
      if (used < delays.size()) {
        verdicts.add(delayed(request, delays.get(used), postponed));
      } else {
        dead.add(request);
      }
    }
    if (!dead.isEmpty()) {
      verdicts.add(failed(dead, new Outcome.Failed(postponed.error(), postponed.calls())));
    }
    return verdicts;
  }

  private Verdict delayed(Request request, Delay delay, Outcome.Postponed postponed) {
    Journey journey = journey(request).delayed(postponed.calls());
    CodeError error = postponed.error();
    return goesOn(
        request,
        postponed,
        Optional.of(delay),
        shelf.delayed(request.origin(), journey, delay, error),
        Optional.empty(),
        delayedEvent(request, error, clock.instant().plus(delay.length()), journey));
  }

  /**
   * Who asks for a code of an app whose secret is wrong is told so at once, and not kept waiting
   * for somebody to mend it: the failure is answered although the request goes on, and the picture
   * that comes of it later absorbs it. It is not the request's end, so that no final event is said.
   */
  private Verdict parked(Request request, Outcome.Parked parked) {
    Closure closure = parked.closure();
    Journey journey = journey(request).parked();
    Optional<Answer> failure =
        Optional.of(closure)
            .filter(Closure::isStop)
            .map(stop -> failure(List.of(request), stop.error(), 0, clock.instant()));
    return goesOn(
        request,
        parked,
        Optional.empty(),
        shelf.parked(request.origin(), journey, closure),
        failure,
        delayedEvent(request, closure.error(), closure.until(), journey));
  }

  private Verdict goesOn(
      Request request,
      Outcome outcome,
      Optional<Delay> delay,
      ProducerRecord<byte[], byte[]> kept,
      Optional<Answer> answer,
      CodeEvent event) {
    return new Verdict(
        List.of(request),
        outcome,
        delay,
        new Announcement(
            List.of(kept),
            answer.map(wire::record).stream().toList(),
            List.of(wire.record(event, request.trace())),
            request.claim()::held));
  }

  private CodeEvent delayedEvent(Request request, CodeError error, Instant until, Journey journey) {
    return new CodeEvent.Delayed(
        request.asked(), error, journey.attempts(), until, journey.turns(), clock.instant());
  }

  private Answer failure(List<Request> requests, CodeError error, int calls, Instant now) {
    Question question = requests.get(0).question();
    return new Answer.Failed(
        question.id(),
        question.spec().app(),
        error,
        attempts(requests) + calls,
        askedAt(requests),
        now);
  }

  private int attempts(List<Request> requests) {
    return requests.stream().mapToInt(request -> journey(request).attempts()).max().orElse(0);
  }

  /** A failure counts only against questions that are not newer: the last one's time is told. */
  private static Instant askedAt(List<Request> requests) {
    return requests.stream().map(Request::askedAt).max(Comparator.naturalOrder()).orElseThrow();
  }

  private Journey journey(Request request) {
    return shelf.journey(request.origin());
  }
}
