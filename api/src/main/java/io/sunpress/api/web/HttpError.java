package io.sunpress.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What went wrong before or behind a door, in the door's own form. Never the cause's own words. */
public enum HttpError {
  BAD_REQUEST(
      HttpStatus.BAD_REQUEST,
      "bad-request",
      new LocalizedText("Bad request", "请求无效"),
      new LocalizedText("The request is malformed.", "请求格式错误")),
  FORBIDDEN(
      HttpStatus.FORBIDDEN,
      "forbidden",
      new LocalizedText("Forbidden", "禁止访问"),
      new LocalizedText("This is not allowed here.", "不允许该操作")),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "not-found",
      new LocalizedText("Not found", "地址不存在"),
      new LocalizedText("There is nothing at this address.", "没有这个接口，请检查地址")),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "method-not-allowed",
      new LocalizedText("Method not allowed", "请求方法不支持"),
      new LocalizedText(
          "This address takes other methods: see Allow.", "不支持该请求方法：提交请用POST，查询请用GET")),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "not-acceptable",
      new LocalizedText("Not acceptable", "返回格式不支持"),
      new LocalizedText("The media type that is asked for can't be given.", "不支持所要求的返回格式")),
  TOO_SLOW(
      HttpStatus.REQUEST_TIMEOUT,
      "body-too-slow",
      new LocalizedText("Body too slow", "请求体传输过慢"),
      new LocalizedText("The body did not come in time.", "请求体传输过慢，请检查网络后重试")),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "body-too-large",
      new LocalizedText("Body too large", "请求体过大"),
      new LocalizedText("The request is too large.", "请求过大")),
  UNSUPPORTED(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "unsupported-media-type",
      new LocalizedText("Unsupported media type", "请求格式不支持"),
      new LocalizedText("Send JSON.", "请用JSON格式提交")),
  UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "unavailable",
      new LocalizedText("Not possible at the moment", "暂时不可用"),
      new LocalizedText("Ask again with the same request.", "服务暂时不可用，请稍后用相同参数重试")),
  INTERNAL(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "internal",
      new LocalizedText("Internal error", "内部错误"),
      new LocalizedText(
          "Something is wrong on our side. Asking again with the same request is safe.",
          "服务器内部错误，请稍后用相同参数重试")),
  NOT_IMPLEMENTED(
      HttpStatus.NOT_IMPLEMENTED,
      "not-implemented",
      new LocalizedText("Not implemented", "不支持"),
      new LocalizedText("The server does not know this method or coding.", "不支持该请求方法或编码")),
  OTHER_VERSION(
      HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
      "http-version",
      new LocalizedText("HTTP version not supported", "HTTP版本不支持"),
      new LocalizedText("Use HTTP/1.1.", "请使用HTTP/1.1"));

  private static final String COMPAT = "/api/weapp";

  private final HttpStatus status;
  private final String name;
  private final LocalizedText title;
  private final LocalizedText detail;

  HttpError(HttpStatus status, String name, LocalizedText title, LocalizedText detail) {
    this.status = status;
    this.name = name;
    this.title = title;
    this.detail = detail;
  }

  /** The fault for a status that the server chose by itself. */
  public static HttpError of(int status) {
    for (HttpError fault : values()) {
      if (fault.status.value() == status) {
        return fault;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL;
  }

  /** The answer: an envelope to the compat door's clients, a problem to all others. */
  public ResponseEntity<byte[]> answer(HttpServletRequest request, HttpHeaders headers) {
    return answer(request.getRequestURI(), request, headers);
  }

  /**
   * The answer where the request has been forwarded.
   *
   * @param path that was asked for
   */
  public ResponseEntity<byte[]> answer(
      String path, HttpServletRequest request, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    if (path.startsWith(COMPAT)) {
      if (this == UNAVAILABLE) {
        all.set(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
      }
      return AnqicmsEnvelope.error(detail.chinese()).answer(status, all);
    }
    Language language = Language.of(request);
    return Problem.of(status, name, title, detail, language).answer(language.tell(all));
  }
}
