package io.sunpress.api.v1;

import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.web.EntityTags;
import io.sunpress.api.web.JsonBody;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.api.web.Problem;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Translates what asking came to into documents and problems. */
final class V1Responses {
  private static final int PENDING_RETRY_SECONDS = 2;
  private static final int LONGEST_RETRY_SECONDS = 3_600;

  private final CodeDocument document;
  private final Clock clock;

  V1Responses(PictureUrlBuilder urls, Clock clock) {
    this.document = new CodeDocument(urls);
    this.clock = clock;
  }

  /** To who asked for a code: a failure is a problem. */
  ResponseEntity<byte[]> asked(RequestOutcome asking, ResponsePreferences reader) {
    return asking.fold(
        new RequestOutcome.Cases<>(
            ready -> json(HttpStatus.OK, document.of(ready), reader.headers()),
            pending -> accepted(pending, reader),
            failed -> failed(failed, reader),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  /** To who asked for a job: a failure is a state of it. */
  ResponseEntity<byte[]> job(RequestOutcome asking, ResponsePreferences reader) {
    return asking.fold(
        new RequestOutcome.Cases<>(
            ready -> unlessKnown(document.of(ready), reader, reader.headers()),
            pending -> waiting(pending, reader),
            failed -> unlessKnown(document.of(failed, reader.language()), reader, reader.headers()),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  /** To who asked for a code that is there: anything else is that it is not. */
  ResponseEntity<byte[]> code(RequestOutcome asking, ResponsePreferences reader) {
    return asking.fold(
        new RequestOutcome.Cases<>(
            ready -> unlessKnown(document.of(ready), reader, reader.headers()),
            pending -> notYet(pending, reader),
            failed -> notMade(failed, reader),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  ResponseEntity<byte[]> unknownJob(ResponsePreferences reader) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-job",
        LocalizedText.of("problem.unknown-job.title"),
        LocalizedText.of("problem.unknown-job.detail"),
        reader);
  }

  ResponseEntity<byte[]> unknownCode(ResponsePreferences reader) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-code",
        LocalizedText.of("problem.unknown-code.title"),
        LocalizedText.of("problem.unknown-code.detail"),
        reader);
  }

  ResponseEntity<byte[]> undecodable(String cause, ResponsePreferences reader) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "not-json",
        LocalizedText.of("problem.not-json.title"),
        LocalizedText.of("problem.not-json.detail", cause),
        reader);
  }

  ResponseEntity<byte[]> tooLarge(int limit, ResponsePreferences reader) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        LocalizedText.of("problem.body-too-large.title"),
        LocalizedText.of("problem.body-too-large.limit", limit),
        reader);
  }

  ResponseEntity<byte[]> refused(ValidationError validationError, ResponsePreferences reader) {
    ObjectNode more = JsonBody.object();
    more.put("field", validationError.field().wireName());
    more.put("reason", validationError.reason().wireName());
    if (isNotTheCallersApp(validationError)) {
      return new Problem(
              HttpStatus.FORBIDDEN,
              "not-allowed",
              LocalizedText.of("problem.not-allowed.title").in(reader.language()),
              LocalizedText.of("problem.not-allowed.app").in(reader.language()),
              more)
          .answer(reader.headers());
    }
    return new Problem(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-field",
            LocalizedText.of("problem.invalid-field.title").in(reader.language()),
            RefusalTexts.detail(validationError, reader.language()),
            more)
        .answer(reader.headers());
  }

  /** Whether there is such an app here at all is not told. */
  private static boolean isNotTheCallersApp(ValidationError validationError) {
    return validationError.field() == RequestField.APP
        && (validationError.reason() == ValidationErrorReason.NOT_ALLOWED
            || validationError.reason() == ValidationErrorReason.UNKNOWN);
  }

  private ResponseEntity<byte[]> accepted(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    HttpHeaders headers = retry(pending, reader);
    headers.set(HttpHeaders.LOCATION, reader.prefix() + JobsController.path(pending.id()));
    return json(HttpStatus.ACCEPTED, document.of(pending, reader.language()), headers);
  }

  private ResponseEntity<byte[]> waiting(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    return unlessKnown(document.of(pending, reader.language()), reader, retry(pending, reader));
  }

  private ResponseEntity<byte[]> notYet(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    ObjectNode more = JsonBody.object();
    more.put("job", reader.prefix() + JobsController.path(pending.id()));
    return new Problem(
            HttpStatus.NOT_FOUND,
            "code-pending",
            LocalizedText.of("problem.code-pending.title").in(reader.language()),
            LocalizedText.of("problem.code-pending.detail").in(reader.language()),
            more)
        .answer(retry(pending, reader));
  }

  /** When it makes sense to ask again: a delayed one not before its time. */
  private HttpHeaders retry(RequestOutcome.Pending pending, ResponsePreferences reader) {
    long seconds =
        pending
            .delay()
            .flatMap(RequestDelay::until)
            .map(until -> Duration.between(clock.instant(), until).toSeconds() + 1)
            .orElse(0L);
    HttpHeaders headers = reader.headers();
    headers.set(
        HttpHeaders.RETRY_AFTER,
        Long.toString(Math.max(PENDING_RETRY_SECONDS, Math.min(LONGEST_RETRY_SECONDS, seconds))));
    return headers;
  }

  private ResponseEntity<byte[]> failed(RequestOutcome.Failed failed, ResponsePreferences reader) {
    ErrorClass type = failed.answer().error().type();
    boolean ofTheRequest = type == ErrorClass.REQUEST || type == ErrorClass.EXHAUSTED;
    return failure(
        failed,
        ofTheRequest ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_GATEWAY,
        ofTheRequest ? "refused-by-wechat" : "code-failed",
        ofTheRequest
            ? LocalizedText.of("problem.refused-by-wechat.title")
            : LocalizedText.of("problem.code-failed.title"),
        reader);
  }

  private ResponseEntity<byte[]> notMade(RequestOutcome.Failed failed, ResponsePreferences reader) {
    return failure(
        failed,
        HttpStatus.NOT_FOUND,
        "code-failed",
        LocalizedText.of("problem.code-failed.title"),
        reader);
  }

  private static ResponseEntity<byte[]> failure(
      RequestOutcome.Failed failed,
      HttpStatus status,
      String name,
      LocalizedText title,
      ResponsePreferences reader) {
    ObjectNode error = CodeDocument.error(failed.answer().error(), reader.language());
    ObjectNode more = JsonBody.object();
    more.put("id", failed.answer().id().value());
    more.set("error", error);
    String cause = error.path("cause").stringValue();
    String advice = error.path("advice").stringValue();
    String detail =
        LocalizedText.of("problem.code-failed.detail", cause, advice).in(reader.language());
    return new Problem(status, name, title.in(reader.language()), detail, more)
        .answer(reader.headers());
  }

  private static ResponseEntity<byte[]> unavailable(
      RequestOutcome.Unavailable unavailable, ResponsePreferences reader) {
    LocalizedText detail =
        switch (unavailable.why()) {
          case TOO_MANY -> LocalizedText.of("problem.unavailable.too-many");
          case NOT_PREPARED -> LocalizedText.of("problem.unavailable.not-prepared");
          case NOT_ACKNOWLEDGED -> LocalizedText.of("problem.unavailable.not-acknowledged");
          case NOT_CAUGHT_UP -> LocalizedText.of("problem.unavailable.not-caught-up");
        };
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        LocalizedText.of("problem.unavailable.title"),
        detail,
        reader);
  }

  private static ResponseEntity<byte[]> problem(
      HttpStatus status,
      String name,
      LocalizedText title,
      LocalizedText detail,
      ResponsePreferences reader) {
    return Problem.of(status, name, title, detail, reader.language()).answer(reader.headers());
  }

  /** The document, or that the client has it already. To be kept, and asked about each time. */
  private static ResponseEntity<byte[]> unlessKnown(
      ObjectNode json, ResponsePreferences reader, HttpHeaders headers) {
    byte[] body = JsonBody.write(json);
    String tag = EntityTags.tagOf(body);
    headers.set(HttpHeaders.ETAG, tag);
    headers.set(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    return reader.tags().have(tag)
        ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).headers(headers).build()
        : ResponseEntity.ok().headers(headers).contentType(MediaType.APPLICATION_JSON).body(body);
  }

  private static ResponseEntity<byte[]> json(
      HttpStatus status, ObjectNode json, HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON)
        .body(JsonBody.write(json));
  }
}
