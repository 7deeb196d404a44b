package io.sunpress.api.anqicms;

import io.sunpress.api.request.RequestOutcome;
import io.sunpress.api.web.AnqicmsEnvelope;
import io.sunpress.api.web.AnqicmsPath;
import io.sunpress.api.web.ErrorExplanation;
import io.sunpress.api.web.Language;
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
  private static final String PENDING = "小程序码生成中，请稍后用相同参数重试";
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
    return AnqicmsEnvelope.error("没有这个任务：job_id不存在，请用path和scene重新提交").answer();
  }

  ResponseEntity<byte[]> notJson() {
    return AnqicmsEnvelope.error("请求体必须是JSON，例如{\"path\":\"pages/index/index\",\"scene\":\"id=1\"}")
        .answer();
  }

  ResponseEntity<byte[]> tooLarge(int limit) {
    return AnqicmsEnvelope.error("请求体过大，最多" + limit + "字节")
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
            PENDING,
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
    String number = error.errcode().isPresent() ? "（微信错误码" + error.errcode().getAsInt() + "）" : "";
    return cause.what().in(Language.CHINESE) + number + "，" + cause.advice().in(Language.CHINESE);
  }

  private static ResponseEntity<byte[]> unavailable(RequestOutcome.Unavailable unavailable) {
    String msg =
        switch (unavailable.why()) {
          case TOO_MANY -> "当前请求过多，请稍后用相同参数重试";
          case NOT_PREPARED -> "服务正在准备中，请稍后用相同参数重试";
          case NOT_ACKNOWLEDGED -> "暂时无法受理，请稍后用相同参数重试";
          case NOT_CAUGHT_UP -> "暂时无法查询，请稍后重试";
        };
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, AWAY_RETRY_SECONDS);
    return AnqicmsEnvelope.error(msg).answer(HttpStatus.SERVICE_UNAVAILABLE, headers);
  }
}
