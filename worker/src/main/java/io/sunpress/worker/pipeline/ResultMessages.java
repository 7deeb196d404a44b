package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeEvent;
import io.sunpress.request.CodeRequest;
import io.sunpress.worker.delay.DelayRecords;
import io.sunpress.worker.delay.DeliveryHeaders;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.publish.DeadLetterRecords;
import io.sunpress.worker.publish.OutcomeRecords;
import io.sunpress.worker.publish.PublishBatch;
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
  private final OutcomeRecords outcomeRecords;
  private final DeadLetterRecords deadLetterRecords;
  private final DelayRecords delayRecords;
  private final List<RetryDelay> delays;
  private final PictureUrlBuilder urls;
  private final Clock clock;

  ResultMessages(
      OutcomeRecords outcomeRecords,
      DeadLetterRecords deadLetterRecords,
      DelayRecords delayRecords,
      List<RetryDelay> delays,
      PictureUrlBuilder urls,
      Clock clock) {
    this.outcomeRecords = outcomeRecords;
    this.deadLetterRecords = deadLetterRecords;
    this.delayRecords = delayRecords;
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
    CodeRequest codeRequest = requests.get(0).question();
    CodeAnswer codeAnswer =
        new CodeAnswer.Ready(
            codeRequest.id(),
            codeRequest.spec().app(),
            stored.picture().format(),
            stored.stored().bytes(),
            stored.stored().sha256(),
            attempts(requests) + stored.calls(),
            askedAt(requests),
            now);
    return toTheEnd(
        requests, stored, List.of(), codeAnswer, request -> readyEvent(request, stored, now));
  }

  private CodeEvent readyEvent(Request request, ProcessingResult.Stored stored, Instant now) {
    return new CodeEvent.Ready(
        request.asked(),
        urls.of(stored.picture()),
        stored.picture().format(),
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
        requests.stream().map(request -> deadLetterRecords.of(request.origin(), error)).toList();
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
      CodeAnswer codeAnswer,
      Function<Request, CodeEvent> event) {
    return new PublishedResult(
        requests,
        outcome,
        Optional.empty(),
        new PublishBatch(
            letters,
            List.of(outcomeRecords.record(codeAnswer)),
            requests.stream()
                .map(request -> outcomeRecords.record(event.apply(request), request.trace()))
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
      Request request, RetryDelay retryDelay, ProcessingResult.Postponed postponed) {
    DeliveryHeaders deliveryHeaders = journey(request).delayed(postponed.calls());
    CodeError error = postponed.error();
    return goesOn(
        request,
        postponed,
        Optional.of(retryDelay),
        delayRecords.delayed(request.origin(), deliveryHeaders, retryDelay, error),
        Optional.empty(),
        delayedEvent(request, error, clock.instant().plus(retryDelay.length()), deliveryHeaders));
  }

  /**
   * Who asks for a code of an app whose secret is wrong is told so at once, and not kept waiting
   * for somebody to mend it: the failure is answered although the request goes on, and the picture
   * that comes of it later absorbs it. It is not the request's end, so that no final event is said.
   */
  private PublishedResult parked(Request request, ProcessingResult.Parked parked) {
    Suspension suspension = parked.closure();
    DeliveryHeaders deliveryHeaders = journey(request).parked();
    Optional<CodeAnswer> failure =
        Optional.of(suspension)
            .filter(Suspension::isFailure)
            .map(stop -> failure(List.of(request), stop.error(), 0, clock.instant()));
    return goesOn(
        request,
        parked,
        Optional.empty(),
        delayRecords.parked(request.origin(), deliveryHeaders, suspension),
        failure,
        delayedEvent(request, suspension.error(), suspension.until(), deliveryHeaders));
  }

  private PublishedResult goesOn(
      Request request,
      ProcessingResult outcome,
      Optional<RetryDelay> retryDelay,
      ProducerRecord<byte[], byte[]> kept,
      Optional<CodeAnswer> codeAnswer,
      CodeEvent event) {
    return new PublishedResult(
        List.of(request),
        outcome,
        retryDelay,
        new PublishBatch(
            List.of(kept),
            codeAnswer.map(outcomeRecords::record).stream().toList(),
            List.of(outcomeRecords.record(event, request.trace())),
            request.claim()::held));
  }

  private CodeEvent delayedEvent(
      Request request, CodeError error, Instant until, DeliveryHeaders deliveryHeaders) {
    return new CodeEvent.Delayed(
        request.asked(),
        error,
        deliveryHeaders.attempts(),
        until,
        deliveryHeaders.turns(),
        clock.instant());
  }

  private CodeAnswer failure(List<Request> requests, CodeError error, int calls, Instant now) {
    CodeRequest codeRequest = requests.get(0).question();
    return new CodeAnswer.Failed(
        codeRequest.id(),
        codeRequest.spec().app(),
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

  private DeliveryHeaders journey(Request request) {
    return delayRecords.journey(request.origin());
  }
}
