package io.sunpress.api.auth;

import io.sunpress.api.web.AnqicmsEnvelope;
import io.sunpress.api.web.AnqicmsPath;
import io.sunpress.api.web.Language;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.api.web.Problem;
import io.sunpress.api.web.PublicPath;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Says why somebody is not let in: an envelope to compat clients, a problem to all others. */
final class AuthErrorResponses {
  private static final String CHALLENGE = "Bearer realm=\"sunpress\"";

  private AuthErrorResponses() {}

  static ResponseEntity<byte[]> answer(AuthResult.Denied denied, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (!denied.retryAfter().isZero()) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(denied.retryAfter())));
    }
    if (AnqicmsPath.contains(PublicPath.route(request))) {
      return envelope(denied, headers);
    }
    Language language = Language.of(request);
    return problem(denied, language, language.tell(headers));
  }

  /** Rounded up: who comes back a moment too early is sent away again. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static ResponseEntity<byte[]> envelope(AuthResult.Denied denied, HttpHeaders headers) {
    long seconds = seconds(denied.retryAfter());
    return switch (denied.why()) {
      case NO_KEY ->
          envelope(AnqicmsEnvelope.NO_KEY, LocalizedText.of("anqicms.key-missing"), headers);
      case WRONG_KEY ->
          envelope(AnqicmsEnvelope.NO_KEY, LocalizedText.of("anqicms.key-wrong"), headers);
      case NO_RIGHT ->
          envelope(AnqicmsEnvelope.NO_RIGHT, LocalizedText.of("anqicms.not-allowed"), headers);
      case FOREIGN_ORIGIN ->
          envelope(AnqicmsEnvelope.NO_RIGHT, LocalizedText.of("anqicms.foreign-origin"), headers);
      case TOO_MANY_WRONG_KEYS ->
          AnqicmsEnvelope.error(LocalizedText.of("anqicms.too-many-wrong-keys", seconds))
              .answer(HttpStatus.TOO_MANY_REQUESTS, headers);
      case TOO_FAST ->
          AnqicmsEnvelope.error(LocalizedText.of("anqicms.too-many-requests", seconds))
              .answer(HttpStatus.TOO_MANY_REQUESTS, headers);
    };
  }

  private static ResponseEntity<byte[]> envelope(
      int code, LocalizedText reason, HttpHeaders headers) {
    return AnqicmsEnvelope.error(code, reason).answer(HttpStatus.OK, headers);
  }

  private static ResponseEntity<byte[]> problem(
      AuthResult.Denied denied, Language language, HttpHeaders headers) {
    return switch (denied.why()) {
      case NO_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        yield Problem.of(
                HttpStatus.UNAUTHORIZED,
                "key-missing",
                LocalizedText.of("problem.key-missing.title"),
                LocalizedText.of("problem.key-missing.detail"),
                language)
            .answer(headers);
      }
      case WRONG_KEY -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        yield Problem.of(
                HttpStatus.UNAUTHORIZED,
                "key-wrong",
                LocalizedText.of("problem.key-wrong.title"),
                LocalizedText.of("problem.key-wrong.detail"),
                language)
            .answer(headers);
      }
      case NO_RIGHT -> {
        headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
        yield Problem.of(
                HttpStatus.FORBIDDEN,
                "not-allowed",
                LocalizedText.of("problem.not-allowed.title"),
                LocalizedText.of("problem.not-allowed.detail"),
                language)
            .answer(headers);
      }
      case TOO_MANY_WRONG_KEYS ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-wrong-keys",
                  LocalizedText.of("problem.too-many-wrong-keys.title"),
                  LocalizedText.of("problem.too-many-wrong-keys.detail"),
                  language)
              .answer(headers);
      case TOO_FAST ->
          Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "too-many-requests",
                  LocalizedText.of("problem.too-many-requests.title"),
                  LocalizedText.of("problem.too-many-requests.detail"),
                  language)
              .answer(headers);
      case FOREIGN_ORIGIN ->
          Problem.of(
                  HttpStatus.FORBIDDEN,
                  "foreign-origin",
                  LocalizedText.of("problem.foreign-origin.title"),
                  LocalizedText.of("problem.foreign-origin.detail"),
                  language)
              .answer(headers);
    };
  }
}
