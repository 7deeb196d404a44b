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
      LocalizedText.of("problem.bad-request.title"),
      LocalizedText.of("problem.bad-request.detail")),
  FORBIDDEN(
      HttpStatus.FORBIDDEN,
      "forbidden",
      LocalizedText.of("problem.forbidden.title"),
      LocalizedText.of("problem.forbidden.detail")),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "not-found",
      LocalizedText.of("problem.not-found.title"),
      LocalizedText.of("problem.not-found.detail")),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "method-not-allowed",
      LocalizedText.of("problem.method-not-allowed.title"),
      LocalizedText.of("problem.method-not-allowed.detail")),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "not-acceptable",
      LocalizedText.of("problem.not-acceptable.title"),
      LocalizedText.of("problem.not-acceptable.detail")),
  TOO_SLOW(
      HttpStatus.REQUEST_TIMEOUT,
      "body-too-slow",
      LocalizedText.of("problem.body-too-slow.title"),
      LocalizedText.of("problem.body-too-slow.detail")),
  MISDIRECTED(
      HttpStatus.MISDIRECTED_REQUEST,
      "misdirected",
      LocalizedText.of("problem.misdirected.title"),
      LocalizedText.of("problem.misdirected.detail")),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "body-too-large",
      LocalizedText.of("problem.body-too-large.title"),
      LocalizedText.of("problem.body-too-large.detail")),
  UNSUPPORTED(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "unsupported-media-type",
      LocalizedText.of("problem.unsupported-media-type.title"),
      LocalizedText.of("problem.unsupported-media-type.detail")),
  UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "unavailable",
      LocalizedText.of("problem.unavailable.title"),
      LocalizedText.of("problem.unavailable.detail")),
  INTERNAL(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "internal",
      LocalizedText.of("problem.internal.title"),
      LocalizedText.of("problem.internal.detail")),
  NOT_IMPLEMENTED(
      HttpStatus.NOT_IMPLEMENTED,
      "not-implemented",
      LocalizedText.of("problem.not-implemented.title"),
      LocalizedText.of("problem.not-implemented.detail")),
  OTHER_VERSION(
      HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
      "http-version",
      LocalizedText.of("problem.http-version.title"),
      LocalizedText.of("problem.http-version.detail"));

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
    if (AnqicmsPath.contains(PublicPath.route(request, path))) {
      if (this == UNAVAILABLE) {
        all.set(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
      }
      return AnqicmsEnvelope.error(detail).answer(status, all);
    }
    Language language = Language.of(request);
    return Problem.of(status, name, title, detail, language).answer(language.tell(all));
  }
}
