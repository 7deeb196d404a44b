package io.sunpress.api.errors;

import io.sunpress.api.compat.Envelope;
import io.sunpress.api.http.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What went wrong before or behind a door, in the door's own form. Never the cause's own words. */
enum Fault {
  BAD_REQUEST(
      HttpStatus.BAD_REQUEST, "bad-request", "Bad request", "The request is malformed.", "请求格式错误"),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "not-found",
      "Not found",
      "There is nothing at this address.",
      "没有这个接口，请检查地址"),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "method-not-allowed",
      "Method not allowed",
      "This address takes other methods: see Allow.",
      "不支持该请求方法：提交请用POST，查询请用GET"),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "not-acceptable",
      "Not acceptable",
      "The media type that is asked for can't be given.",
      "不支持所要求的返回格式"),
  TOO_SLOW(
      HttpStatus.REQUEST_TIMEOUT,
      "body-too-slow",
      "Body too slow",
      "The body did not come in time.",
      "请求体发送过慢，请重试"),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "body-too-large",
      "Body too large",
      "The request is too large.",
      "请求过大"),
  UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "unavailable",
      "Not possible at the moment",
      "Ask again with the same request.",
      "服务暂时不可用，请稍后用相同参数重试"),
  INTERNAL(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "internal",
      "Internal error",
      "Something is wrong on our side. Asking again with the same request is safe.",
      "服务器内部错误，请稍后用相同参数重试");

  private static final String COMPAT = "/api/weapp";

  private final HttpStatus status;
  private final String name;
  private final String title;
  private final String detail;
  private final String chinese;

  Fault(HttpStatus status, String name, String title, String detail, String chinese) {
    this.status = status;
    this.name = name;
    this.title = title;
    this.detail = detail;
    this.chinese = chinese;
  }

  /** The fault for a status that the server chose by itself. */
  static Fault of(int status) {
    for (Fault fault : values()) {
      if (fault.status.value() == status) {
        return fault;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL;
  }

  /** The answer: an envelope to the compat door's clients, a problem to all others. */
  ResponseEntity<byte[]> answer(String path, HttpHeaders headers) {
    if (path.startsWith(COMPAT)) {
      HttpHeaders all = new HttpHeaders();
      all.putAll(headers);
      if (this == UNAVAILABLE) {
        all.set(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
      }
      return Envelope.error(chinese).answer(status, all);
    }
    return Problem.of(status, name, title, detail).answer(headers);
  }
}
