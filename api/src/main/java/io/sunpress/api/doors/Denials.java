package io.sunpress.api.doors;

import io.sunpress.api.auth.Admission;
import io.sunpress.api.compat.Envelope;
import io.sunpress.api.http.Problem;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Says why somebody is not let in: an envelope to compat clients, a problem to all others. */
final class Denials {
  private static final String COMPAT = "/api/";
  private static final String CHALLENGE = "Bearer realm=\"sunpress\"";

  private Denials() {}

  static ResponseEntity<byte[]> answer(Admission.Denied denied, String path) {
    HttpHeaders headers = new HttpHeaders();
    if (!denied.retryAfter().isZero()) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(denied.retryAfter())));
    }
    return path.startsWith(COMPAT) ? envelope(denied, headers) : problem(denied, headers);
  }

  /** Rounded up: who comes back a moment too early is sent away again. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static ResponseEntity<byte[]> envelope(Admission.Denied denied, HttpHeaders headers) {
    return switch (denied.why()) {
      case NO_KEY ->
          Envelope.error(Envelope.NO_KEY, "缺少密钥：请在请求头Token或Authorization: Bearer中填写密钥")
              .answer(HttpStatus.OK, headers);
      case WRONG_KEY ->
          Envelope.error(Envelope.NO_KEY, "密钥错误：请检查请求头Token或Authorization: Bearer中的密钥")
              .answer(HttpStatus.OK, headers);
      case NO_RIGHT ->
          Envelope.error(Envelope.NO_RIGHT, "该密钥没有此操作的权限，请联系管理员").answer(HttpStatus.OK, headers);
      case TOO_MANY_WRONG_KEYS ->
          Envelope.error("密钥错误次数过多，请%d秒后重试".formatted(seconds(denied.retryAfter())))
              .answer(HttpStatus.TOO_MANY_REQUESTS, headers);
      case TOO_FAST ->
          Envelope.error("请求过于频繁，请%d秒后重试".formatted(seconds(denied.retryAfter())))
              .answer(HttpStatus.TOO_MANY_REQUESTS, headers);
    };
  }

  private static ResponseEntity<byte[]> problem(Admission.Denied denied, HttpHeaders headers) {
    return switch (denied.why()) {
      case NO_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        yield Problem.of(
                HttpStatus.UNAUTHORIZED,
                "key-missing",
                "A key is needed",
                "Send a key: Authorization: Bearer …")
            .answer(headers);
      }
      case WRONG_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        yield Problem.of(
                HttpStatus.UNAUTHORIZED, "key-wrong", "Wrong key", "This key is not known here.")
            .answer(headers);
      }
      case NO_RIGHT -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
        yield Problem.of(
                HttpStatus.FORBIDDEN,
                "not-allowed",
                "Not allowed",
                "This key may not be used for that.")
            .answer(headers);
      }
      case TOO_MANY_WRONG_KEYS ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-wrong-keys",
                  "Too many wrong keys",
                  "Your address has shown too many wrong keys; wait before the next one.")
              .answer(headers);
      case TOO_FAST ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-requests",
                  "Too many requests",
                  "This key is used more often than it may be; wait and ask again.")
              .answer(headers);
    };
  }
}
