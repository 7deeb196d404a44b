package io.sunpress.api.v1;

import io.sunpress.api.asking.Asking;
import io.sunpress.api.http.EntityTags;
import io.sunpress.api.http.Json;
import io.sunpress.api.http.Problem;
import io.sunpress.api.http.Said;
import io.sunpress.api.ledger.Delay;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Translates what asking came to into documents and problems. */
final class V1Answers {
  private static final int PENDING_RETRY_SECONDS = 2;
  private static final int LONGEST_RETRY_SECONDS = 3_600;

  private final CodeDocument document;
  private final Clock clock;

  V1Answers(PictureUrlBuilder urls, Clock clock) {
    this.document = new CodeDocument(urls);
    this.clock = clock;
  }

  /** To who asked for a code: a failure is a problem. */
  ResponseEntity<byte[]> asked(Asking asking, Reader reader) {
    return asking.fold(
        new Asking.Cases<>(
            ready -> json(HttpStatus.OK, document.of(ready), reader.headers()),
            pending -> accepted(pending, reader),
            failed -> failed(failed, reader),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  /** To who asked for a job: a failure is a state of it. */
  ResponseEntity<byte[]> job(Asking asking, Reader reader) {
    return asking.fold(
        new Asking.Cases<>(
            ready -> unlessKnown(document.of(ready), reader, reader.headers()),
            pending -> waiting(pending, reader),
            failed -> unlessKnown(document.of(failed, reader.language()), reader, reader.headers()),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  /** To who asked for a code that is there: anything else is that it is not. */
  ResponseEntity<byte[]> code(Asking asking, Reader reader) {
    return asking.fold(
        new Asking.Cases<>(
            ready -> unlessKnown(document.of(ready), reader, reader.headers()),
            pending -> notYet(pending, reader),
            failed -> notMade(failed, reader),
            refused -> refused(refused.refusal(), reader),
            unavailable -> unavailable(unavailable, reader)));
  }

  ResponseEntity<byte[]> unknownJob(Reader reader) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-job",
        new Said("Unknown job", "没有这个任务"),
        new Said(
            "Nobody has asked for a code with this id. POST /v1/codes asks for one.",
            "没有人提交过这个任务，请用POST /v1/codes提交。"),
        reader);
  }

  ResponseEntity<byte[]> unknownCode(Reader reader) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-code",
        new Said("Unknown code", "没有这个小程序码"),
        new Said(
            "There is no code with this id. POST /v1/codes asks for one.",
            "没有这个小程序码，请用POST /v1/codes提交。"),
        reader);
  }

  ResponseEntity<byte[]> undecodable(String cause, Reader reader) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "not-json",
        new Said("Not a JSON object", "不是JSON对象"),
        new Said(
            "The body must be a JSON object with page and scene: " + cause + ".",
            "请求体必须是含有page和scene的JSON对象。"),
        reader);
  }

  ResponseEntity<byte[]> tooLarge(int limit, Reader reader) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        new Said("Body too large", "请求体过大"),
        new Said("The body may have at most " + limit + " bytes.", "请求体最多" + limit + "字节。"),
        reader);
  }

  ResponseEntity<byte[]> refused(ValidationError validationError, Reader reader) {
    if (validationError.field() == RequestField.APP
        && validationError.reason() == ValidationErrorReason.NOT_ALLOWED) {
      return problem(
          HttpStatus.FORBIDDEN,
          "not-allowed",
          new Said("Not allowed", "没有权限"),
          new Said(validationError.detail(), "该密钥不能用于这个小程序。"),
          reader);
    }
    ObjectNode more = Json.object();
    more.put("field", validationError.field().wireName());
    more.put("reason", validationError.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return new Problem(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-field",
            new Said("A field is not acceptable", "字段不符合要求").in(reader.language()),
            ChineseRefusals.detail(validationError).in(reader.language()),
            more)
        .answer(reader.headers());
  }

  private ResponseEntity<byte[]> accepted(Asking.Pending pending, Reader reader) {
    HttpHeaders headers = retry(pending, reader);
    headers.set(HttpHeaders.LOCATION, JobsController.path(pending.id()));
    return json(HttpStatus.ACCEPTED, document.of(pending, reader.language()), headers);
  }

  private ResponseEntity<byte[]> waiting(Asking.Pending pending, Reader reader) {
    return unlessKnown(document.of(pending, reader.language()), reader, retry(pending, reader));
  }

  private ResponseEntity<byte[]> notYet(Asking.Pending pending, Reader reader) {
    ObjectNode more = Json.object();
    more.put("job", JobsController.path(pending.id()));
    return new Problem(
            HttpStatus.NOT_FOUND,
            "code-pending",
            new Said("The code is not there yet", "小程序码尚未生成").in(reader.language()),
            new Said("Its job says how far it is.", "进度请查看任务。").in(reader.language()),
            more)
        .answer(retry(pending, reader));
  }

  /** When it makes sense to ask again: a delayed one not before its time. */
  private HttpHeaders retry(Asking.Pending pending, Reader reader) {
    long seconds =
        pending
            .delay()
            .flatMap(Delay::until)
            .map(until -> Duration.between(clock.instant(), until).toSeconds() + 1)
            .orElse(0L);
    HttpHeaders headers = reader.headers();
    headers.set(
        HttpHeaders.RETRY_AFTER,
        Long.toString(Math.max(PENDING_RETRY_SECONDS, Math.min(LONGEST_RETRY_SECONDS, seconds))));
    return headers;
  }

  private ResponseEntity<byte[]> failed(Asking.Failed failed, Reader reader) {
    ErrorClass type = failed.answer().error().type();
    boolean ofTheRequest = type == ErrorClass.REQUEST || type == ErrorClass.EXHAUSTED;
    return failure(
        failed,
        ofTheRequest ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_GATEWAY,
        ofTheRequest ? "refused-by-wechat" : "code-failed",
        ofTheRequest
            ? new Said("WeChat refused the request", "微信拒绝了该请求")
            : new Said("The code could not be made", "小程序码生成失败"),
        reader);
  }

  private ResponseEntity<byte[]> notMade(Asking.Failed failed, Reader reader) {
    return failure(
        failed,
        HttpStatus.NOT_FOUND,
        "code-failed",
        new Said("The code could not be made", "小程序码生成失败"),
        reader);
  }

  private static ResponseEntity<byte[]> failure(
      Asking.Failed failed, HttpStatus status, String name, Said title, Reader reader) {
    ObjectNode error = CodeDocument.error(failed.answer().error(), reader.language());
    ObjectNode more = Json.object();
    more.put("id", failed.answer().id().value());
    more.set("error", error);
    String cause = error.path("cause").stringValue();
    String advice = error.path("advice").stringValue();
    String detail =
        new Said(cause + ". " + advice + ".", cause + "。" + advice + "。").in(reader.language());
    return new Problem(status, name, title.in(reader.language()), detail, more)
        .answer(reader.headers());
  }

  private static ResponseEntity<byte[]> unavailable(Asking.Unavailable unavailable, Reader reader) {
    Said detail =
        switch (unavailable.why()) {
          case TOO_MANY ->
              new Said(
                  "Too many requests are under way; ask again with the same request.",
                  "当前请求过多，请稍后用相同参数重试。");
          case NOT_PREPARED ->
              new Said(
                  "The service is not ready yet; ask again with the same request.",
                  "服务正在准备中，请稍后用相同参数重试。");
          case NOT_ACKNOWLEDGED ->
              new Said(
                  "The request may or may not have been accepted; ask again with the same request, "
                      + "that is always safe.",
                  "无法确认是否已受理，请用相同参数重试，重复提交是安全的。");
          case NOT_CAUGHT_UP ->
              new Said("It can't be said now whether this job exists; ask again.", "暂时无法查询，请稍后重试。");
        };
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        new Said("Not possible at the moment", "暂时不可用"),
        detail,
        reader);
  }

  private static ResponseEntity<byte[]> problem(
      HttpStatus status, String name, Said title, Said detail, Reader reader) {
    return Problem.of(status, name, title, detail, reader.language()).answer(reader.headers());
  }

  /** The document, or that the client has it already. To be kept, and asked about each time. */
  private static ResponseEntity<byte[]> unlessKnown(
      ObjectNode json, Reader reader, HttpHeaders headers) {
    byte[] body = Json.write(json);
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
        .body(Json.write(json));
  }
}
