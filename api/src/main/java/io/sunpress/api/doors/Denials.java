package io.sunpress.api.doors;

import io.sunpress.api.auth.Admission;
import io.sunpress.api.compat.Envelope;
import io.sunpress.api.http.Language;
import io.sunpress.api.http.Problem;
import io.sunpress.api.http.Said;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Says why somebody is not let in: an envelope to compat clients, a problem to all others. */
final class Denials {
  private static final String COMPAT = "/api/";
  private static final String CHALLENGE = "Bearer realm=\"sunpress\"";

  private Denials() {}

  static ResponseEntity<byte[]> answer(Admission.Denied denied, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (!denied.retryAfter().isZero()) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(denied.retryAfter())));
    }
    if (request.getRequestURI().startsWith(COMPAT)) {
      return envelope(denied, headers);
    }
    Language language = Language.of(request);
    return problem(denied, language, language.tell(headers));
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

  private static ResponseEntity<byte[]> problem(
      Admission.Denied denied, Language language, HttpHeaders headers) {
    return switch (denied.why()) {
      case NO_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        yield Problem.of(
                HttpStatus.UNAUTHORIZED,
                "key-missing",
                new Said("A key is needed", "缺少密钥"),
                new Said("Send a key: Authorization: Bearer …", "请发送密钥：Authorization: Bearer …"),
                language)
            .answer(headers);
      }
      case WRONG_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        yield Problem.of(
                HttpStatus.UNAUTHORIZED,
                "key-wrong",
                new Said("Wrong key", "密钥错误"),
                new Said("This key is not known here.", "没有这个密钥，请检查。"),
                language)
            .answer(headers);
      }
      case NO_RIGHT -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
        yield Problem.of(
                HttpStatus.FORBIDDEN,
                "not-allowed",
                new Said("Not allowed", "没有权限"),
                new Said("This key may not be used for that.", "该密钥没有此操作的权限，请联系管理员。"),
                language)
            .answer(headers);
      }
      case TOO_MANY_WRONG_KEYS ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-wrong-keys",
                  new Said("Too many wrong keys", "密钥错误次数过多"),
                  new Said(
                      "Your address has shown too many wrong keys; wait before the next one.",
                      "该地址的密钥错误次数过多，请稍后重试。"),
                  language)
              .answer(headers);
      case TOO_FAST ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-requests",
                  new Said("Too many requests", "请求过于频繁"),
                  new Said(
                      "This key is used more often than it may be; wait and ask again.",
                      "该密钥的请求过于频繁，请稍后重试。"),
                  language)
              .answer(headers);
    };
  }
}
