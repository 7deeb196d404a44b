package io.sunpress.worker.pipeline;

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
 * What is said about a task that has ended. To the end, one answer for the code and one event for
 * each request; of what goes on later, each request by itself, since each has its own journey.
 */
final class ResultMessages {
  private final Wire wire;
  private final DeadLetters deadLetters;
  private final Shelf shelf;
  private final List<Delay> delays;
  private final PictureUrls urls;
  private final Clock clock;

  ResultMessages(
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
   * The results, each request in one of them.
   *
   * @param requests at least one, all of the same code
   */
  List<PublishedResult> of(List<Request> requests, ProcessingResult outcome) {
    return outcome.fold(
        new ProcessingResult.Cases<>() {
          @Override
          public List<PublishedResult> stored(ProcessingResult.Stored stored) {
            return List.of(ready(requests, stored));
          }

          @Override
          public List<PublishedResult> failed(ProcessingResult.Failed failed) {
            return List.of(ResultMessages.this.failed(requests, failed));
          }

          @Override
          public List<PublishedResult> postponed(ProcessingResult.Postponed postponed) {
            return ResultMessages.this.postponed(requests, postponed);
          }

          @Override
          public List<PublishedResult> parked(ProcessingResult.Parked parked) {
            return requests.stream()
                .map(request -> ResultMessages.this.parked(request, parked))
                .toList();
          }
        });
  }

  private PublishedResult ready(List<Request> requests, ProcessingResult.Stored stored) {
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

  private CodeEvent readyEvent(Request request, ProcessingResult.Stored stored, Instant now) {
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

  private PublishedResult failed(List<Request> requests, ProcessingResult.Failed failed) {
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

  private PublishedResult toTheEnd(
      List<Request> requests,
      ProcessingResult outcome,
      List<ProducerRecord<byte[], byte[]>> letters,
      Answer answer,
      Function<Request, CodeEvent> event) {
    return new PublishedResult(
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

  private List<PublishedResult> postponed(
      List<Request> requests, ProcessingResult.Postponed postponed) {
    List<PublishedResult> results = new ArrayList<>();
    List<Request> dead = new ArrayList<>();
    for (Request request : requests) {
      int used = journey(request).delays();
      if (used < delays.size()) {
        results.add(delayed(request, delays.get(used), postponed));
      } else {
        dead.add(request);
      }
    }
    if (!dead.isEmpty()) {
      results.add(failed(dead, new ProcessingResult.Failed(postponed.error(), postponed.calls())));
    }
    return results;
  }

  private PublishedResult delayed(
      Request request, Delay delay, ProcessingResult.Postponed postponed) {
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
  private PublishedResult parked(Request request, ProcessingResult.Parked parked) {
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

  private PublishedResult goesOn(
      Request request,
      ProcessingResult outcome,
      Optional<Delay> delay,
      ProducerRecord<byte[], byte[]> kept,
      Optional<Answer> answer,
      CodeEvent event) {
    return new PublishedResult(
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
