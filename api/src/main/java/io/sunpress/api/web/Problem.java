package io.sunpress.api.web;

import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * A problem after RFC 9457.
 *
 * @param status the HTTP status
 * @param name the last part of its {@code type}, which never changes
 * @param title the same for all problems of the type
 * @param detail this one; tells what to do
 * @param more further members
 */
public record Problem(
    HttpStatus status, String name, String title, String detail, ObjectNode more) {
  /** How soon a client may ask again, in seconds. */
  public static final String RETRY_AFTER_SECONDS = "5";

  private static final MediaType TYPE = MediaType.APPLICATION_PROBLEM_JSON;

  public Problem {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(more, "more");
  }

  /** A problem without further members. */
  public static Problem of(HttpStatus status, String name, String title, String detail) {
    return new Problem(status, name, title, detail, JsonBody.object());
  }

  /** A problem in the client's language, without further members. */
  public static Problem of(
      HttpStatus status,
      String name,
      LocalizedText title,
      LocalizedText detail,
      Language language) {
    return of(status, name, title.in(language), detail.in(language));
  }

  /** The answer; what may be asked again says when. */
  public ResponseEntity<byte[]> answer() {
    return answer(new HttpHeaders());
  }

  /** The answer with further headers. */
  public ResponseEntity<byte[]> answer(HttpHeaders headers) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status)
            .headers(headers)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .contentType(TYPE);
    if (status == HttpStatus.SERVICE_UNAVAILABLE && !headers.containsHeader("Retry-After")) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.body(JsonBody.write(json()));
  }

  private ObjectNode json() {
    ObjectNode json = JsonBody.object();
    json.put("type", "/problems/" + name);
    json.put("title", title);
    json.put("status", status.value());
    json.put("detail", detail);
    json.setAll(more);
    return json;
  }
}
