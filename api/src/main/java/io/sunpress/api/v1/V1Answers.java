package io.sunpress.api.v1;

import io.sunpress.api.asking.Asking;
import io.sunpress.api.http.Json;
import io.sunpress.api.http.Problem;
import io.sunpress.code.Field;
import io.sunpress.code.PictureUrls;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import io.sunpress.message.ErrorClass;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Translates what asking came to into documents and problems. */
final class V1Answers {
  private static final String PENDING_RETRY_SECONDS = "2";

  private final CodeDocument document;

  V1Answers(PictureUrls urls) {
    this.document = new CodeDocument(urls);
  }

  /** To who asked for a code: a failure is a problem. */
  ResponseEntity<byte[]> asked(Asking asking, HttpHeaders headers) {
    return asking.fold(
        new Asking.Cases<>(
            ready -> json(HttpStatus.OK, document.of(ready), headers),
            pending -> accepted(pending, headers),
            failed -> failed(failed, headers),
            refused -> refused(refused.refusal(), headers),
            unavailable -> unavailable(unavailable, headers)));
  }

  /** To who asked for a job: a failure is a state of it. */
  ResponseEntity<byte[]> job(Asking asking, HttpHeaders headers) {
    return asking.fold(
        new Asking.Cases<>(
            ready -> json(HttpStatus.OK, document.of(ready), headers),
            pending -> queued(pending, headers),
            failed -> json(HttpStatus.OK, document.of(failed), headers),
            refused -> refused(refused.refusal(), headers),
            unavailable -> unavailable(unavailable, headers)));
  }

  ResponseEntity<byte[]> unknownJob() {
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "unknown-job",
            "Unknown job",
            "Nobody has asked for a code with this id. POST /v1/codes asks for one.")
        .answer();
  }

  ResponseEntity<byte[]> undecodable(String cause) {
    return Problem.of(
            HttpStatus.BAD_REQUEST,
            "not-json",
            "Not a JSON object",
            "The body must be a JSON object with page and scene: " + cause + ".")
        .answer();
  }

  ResponseEntity<byte[]> tooLarge(int limit) {
    return Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "body-too-large",
            "Body too large",
            "The body may have at most " + limit + " bytes.")
        .answer();
  }

  ResponseEntity<byte[]> refused(Refusal refusal, HttpHeaders headers) {
    if (refusal.field() == Field.APP && refusal.reason() == Reason.NOT_ALLOWED) {
      return Problem.of(HttpStatus.FORBIDDEN, "not-allowed", "Not allowed", refusal.detail())
          .answer(headers);
    }
    ObjectNode more = Json.object();
    more.put("field", refusal.field().wireName());
    more.put("reason", refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return new Problem(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-field",
            "A field is not acceptable",
            refusal.detail(),
            more)
        .answer(headers);
  }

  private ResponseEntity<byte[]> accepted(Asking.Pending pending, HttpHeaders headers) {
    headers.set(HttpHeaders.LOCATION, JobsController.PATH + "/" + pending.id());
    headers.set(HttpHeaders.RETRY_AFTER, PENDING_RETRY_SECONDS);
    return json(HttpStatus.ACCEPTED, document.of(pending), headers);
  }

  private ResponseEntity<byte[]> queued(Asking.Pending pending, HttpHeaders headers) {
    headers.set(HttpHeaders.RETRY_AFTER, PENDING_RETRY_SECONDS);
    return json(HttpStatus.OK, document.of(pending), headers);
  }

  private ResponseEntity<byte[]> failed(Asking.Failed failed, HttpHeaders headers) {
    ErrorClass type = failed.answer().error().type();
    ObjectNode more = Json.object();
    more.put("id", failed.answer().id().value());
    ObjectNode error = CodeDocument.error(failed.answer().error());
    more.set("error", error);
    boolean ofTheRequest = type == ErrorClass.REQUEST || type == ErrorClass.EXHAUSTED;
    return new Problem(
            ofTheRequest ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_GATEWAY,
            ofTheRequest ? "refused-by-wechat" : "code-failed",
            ofTheRequest ? "WeChat refused the request" : "The code could not be made",
            error.path("cause").stringValue() + ". " + error.path("advice").stringValue() + ".",
            more)
        .answer(headers);
  }

  private static ResponseEntity<byte[]> unavailable(
      Asking.Unavailable unavailable, HttpHeaders headers) {
    String detail =
        switch (unavailable.why()) {
          case TOO_MANY -> "Too many requests are under way; ask again with the same request.";
          case NOT_PREPARED -> "The service is not ready yet; ask again with the same request.";
          case NOT_ACKNOWLEDGED ->
              "The request may or may not have been accepted; ask again with the same request, "
                  + "that is always safe.";
          case NOT_CAUGHT_UP -> "It can't be said now whether this job exists; ask again.";
        };
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not possible at the moment", detail)
        .answer(headers);
  }

  private static ResponseEntity<byte[]> json(
      HttpStatus status, ObjectNode json, HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(json));
  }
}
