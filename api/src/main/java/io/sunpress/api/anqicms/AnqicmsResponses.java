package io.sunpress.api.anqicms;

import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.web.AnqicmsEnvelope;
import io.sunpress.api.web.AnqicmsPath;
import io.sunpress.api.web.ErrorExplanation;
import io.sunpress.api.web.Language;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.api.web.WeChatErrorTexts;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeError;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Translates what asking came to into this door's envelope and HTTP status. */
final class AnqicmsResponses {
  private static final String PENDING_RETRY_SECONDS = "2";
  private static final String AWAY_RETRY_SECONDS = "5";

  private final PictureUrlBuilder urls;

  AnqicmsResponses(PictureUrlBuilder urls) {
    this.urls = urls;
  }

  /**
   * The answer.
   *
   * @param prefix of all paths that are written into it
   */
  ResponseEntity<byte[]> of(RequestOutcome asking, String prefix) {
    return asking.fold(
        new RequestOutcome.Cases<>(
            this::ready,
            pending -> pending(pending, prefix),
            this::failed,
            refused -> RefusalEnvelopes.envelope(refused.refusal()).answer(),
            AnqicmsResponses::unavailable));
  }

  ResponseEntity<byte[]> unknownJob() {
    return AnqicmsEnvelope.error(LocalizedText.of("anqicms.unknown-job")).answer();
  }

  ResponseEntity<byte[]> notJson() {
    return AnqicmsEnvelope.error(LocalizedText.of("anqicms.not-json")).answer();
  }

  ResponseEntity<byte[]> tooLarge(int limit) {
    return AnqicmsEnvelope.error(LocalizedText.of("anqicms.body-too-large", limit))
        .answer(HttpStatus.CONTENT_TOO_LARGE, new HttpHeaders());
  }

  private ResponseEntity<byte[]> ready(RequestOutcome.Ready ready) {
    return AnqicmsEnvelope.success(urls.of(ready.answer().picture())).answer();
  }

  private ResponseEntity<byte[]> pending(RequestOutcome.Pending pending, String prefix) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.LOCATION, prefix + AnqicmsPath.QRCODE + "/" + pending.id());
    headers.set(HttpHeaders.RETRY_AFTER, PENDING_RETRY_SECONDS);
    return new AnqicmsEnvelope(
            AnqicmsEnvelope.ACCEPTED,
            LocalizedText.of("anqicms.pending").in(Language.CHINESE),
            pending.picture().map(urls::of),
            Optional.of(pending.id().value()),
            OptionalInt.empty())
        .answer(HttpStatus.ACCEPTED, headers);
  }

  private ResponseEntity<byte[]> failed(RequestOutcome.Failed failed) {
    CodeError error = failed.answer().error();
    return new AnqicmsEnvelope(
            AnqicmsEnvelope.ERROR, text(error), Optional.empty(), Optional.empty(), error.errcode())
        .answer();
  }

  private static String text(CodeError error) {
    ErrorExplanation cause = WeChatErrorTexts.of(error);
    String what = cause.what().in(Language.CHINESE);
    String advice = cause.advice().in(Language.CHINESE);
    LocalizedText text =
        error.errcode().isPresent()
            ? LocalizedText.of("anqicms.failed.errcode", what, advice, error.errcode().getAsInt())
            : LocalizedText.of("anqicms.failed", what, advice);
    return text.in(Language.CHINESE);
  }

  private static ResponseEntity<byte[]> unavailable(RequestOutcome.Unavailable unavailable) {
    LocalizedText reason =
        switch (unavailable.why()) {
          case TOO_MANY -> LocalizedText.of("anqicms.unavailable.too-many");
          case NOT_PREPARED -> LocalizedText.of("anqicms.unavailable.not-prepared");
          case NOT_ACKNOWLEDGED -> LocalizedText.of("anqicms.unavailable.not-acknowledged");
          case NOT_CAUGHT_UP -> LocalizedText.of("anqicms.unavailable.not-caught-up");
        };
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, AWAY_RETRY_SECONDS);
    return AnqicmsEnvelope.error(reason).answer(HttpStatus.SERVICE_UNAVAILABLE, headers);
  }
}
