package io.sunpress.api.v1;

import io.sunpress.api.ledger.entry.RequestDelay;
import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.web.EntityTags;
import io.sunpress.api.web.JsonBody;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.api.web.Problem;
import io.sunpress.code.Field;
import io.sunpress.code.PictureUrls;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
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
final class V1Responses {
  private static final int PENDING_RETRY_SECONDS = 2;
  private static final int LONGEST_RETRY_SECONDS = 3_600;

  private final CodeDocument document;
  private final Clock clock;

  V1Responses(PictureUrls urls, Clock clock) {
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
        new LocalizedText("Unknown job", "没有这个任务"),
        new LocalizedText(
            "Nobody has asked for a code with this id. POST /v1/codes asks for one.",
            "没有人提交过这个任务，请用POST /v1/codes提交。"),
        reader);
  }

  ResponseEntity<byte[]> unknownCode(ResponsePreferences reader) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-code",
        new LocalizedText("Unknown code", "没有这个小程序码"),
        new LocalizedText(
            "There is no code with this id. POST /v1/codes asks for one.",
            "没有这个小程序码，请用POST /v1/codes提交。"),
        reader);
  }

  ResponseEntity<byte[]> undecodable(String cause, ResponsePreferences reader) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "not-json",
        new LocalizedText("Not a JSON object", "不是JSON对象"),
        new LocalizedText(
            "The body must be a JSON object with page and scene: " + cause + ".",
            "请求体必须是含有page和scene的JSON对象。"),
        reader);
  }

  ResponseEntity<byte[]> tooLarge(int limit, ResponsePreferences reader) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        new LocalizedText("Body too large", "请求体过大"),
        new LocalizedText(
            "The body may have at most " + limit + " bytes.", "请求体最多" + limit + "字节。"),
        reader);
  }

  ResponseEntity<byte[]> refused(Refusal refusal, ResponsePreferences reader) {
    if (refusal.field() == Field.APP && refusal.reason() == Reason.NOT_ALLOWED) {
      return problem(
          HttpStatus.FORBIDDEN,
          "not-allowed",
          new LocalizedText("Not allowed", "没有权限"),
          new LocalizedText(refusal.detail(), "该密钥不能用于这个小程序。"),
          reader);
    }
    ObjectNode more = JsonBody.object();
    more.put("field", refusal.field().wireName());
    more.put("reason", refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return new Problem(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-field",
            new LocalizedText("A field is not acceptable", "字段不符合要求").in(reader.language()),
            RefusalTexts.detail(refusal).in(reader.language()),
            more)
        .answer(reader.headers());
  }

  private ResponseEntity<byte[]> accepted(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    HttpHeaders headers = retry(pending, reader);
    headers.set(HttpHeaders.LOCATION, JobsController.path(pending.id()));
    return json(HttpStatus.ACCEPTED, document.of(pending, reader.language()), headers);
  }

  private ResponseEntity<byte[]> waiting(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    return unlessKnown(document.of(pending, reader.language()), reader, retry(pending, reader));
  }

  private ResponseEntity<byte[]> notYet(
      RequestOutcome.Pending pending, ResponsePreferences reader) {
    ObjectNode more = JsonBody.object();
    more.put("job", JobsController.path(pending.id()));
    return new Problem(
            HttpStatus.NOT_FOUND,
            "code-pending",
            new LocalizedText("The code is not there yet", "小程序码尚未生成").in(reader.language()),
            new LocalizedText("Its job says how far it is.", "进度请查看任务。").in(reader.language()),
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
            ? new LocalizedText("WeChat refused the request", "微信拒绝了该请求")
            : new LocalizedText("The code could not be made", "小程序码生成失败"),
        reader);
  }

  private ResponseEntity<byte[]> notMade(RequestOutcome.Failed failed, ResponsePreferences reader) {
    return failure(
        failed,
        HttpStatus.NOT_FOUND,
        "code-failed",
        new LocalizedText("The code could not be made", "小程序码生成失败"),
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
        new LocalizedText(cause + ". " + advice + ".", cause + "。" + advice + "。")
            .in(reader.language());
    return new Problem(status, name, title.in(reader.language()), detail, more)
        .answer(reader.headers());
  }

  private static ResponseEntity<byte[]> unavailable(
      RequestOutcome.Unavailable unavailable, ResponsePreferences reader) {
    LocalizedText detail =
        switch (unavailable.why()) {
          case TOO_MANY ->
              new LocalizedText(
                  "Too many requests are under way; ask again with the same request.",
                  "当前请求过多，请稍后用相同参数重试。");
          case NOT_PREPARED ->
              new LocalizedText(
                  "The service is not ready yet; ask again with the same request.",
                  "服务正在准备中，请稍后用相同参数重试。");
          case NOT_ACKNOWLEDGED ->
              new LocalizedText(
                  "The request may or may not have been accepted; ask again with the same request, "
                      + "that is always safe.",
                  "无法确认是否已受理，请用相同参数重试，重复提交是安全的。");
          case NOT_CAUGHT_UP ->
              new LocalizedText(
                  "It can't be said now whether this job exists; ask again.", "暂时无法查询，请稍后重试。");
        };
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        new LocalizedText("Not possible at the moment", "暂时不可用"),
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
