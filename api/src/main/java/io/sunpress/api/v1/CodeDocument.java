package io.sunpress.api.v1;

import io.sunpress.api.asking.Asking;
import io.sunpress.api.causes.Cause;
import io.sunpress.api.causes.WeChatCauses;
import io.sunpress.api.http.Json;
import io.sunpress.api.http.Language;
import io.sunpress.api.ledger.Delay;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeError;
import tools.jackson.databind.node.ObjectNode;

/** A code as a document. No request fields: another team may have asked for the same code. */
final class CodeDocument {
  private final PictureUrlBuilder urls;

  CodeDocument(PictureUrlBuilder urls) {
    this.urls = urls;
  }

  ObjectNode of(Asking.Ready ready) {
    CodeAnswer.Ready codeAnswer = ready.answer();
    ObjectNode json = Json.object();
    json.put("id", codeAnswer.id().value());
    json.put("status", "ready");
    json.put("app", codeAnswer.app().value());
    json.put("url", urls.of(codeAnswer.picture()));
    json.put("contentType", codeAnswer.format().contentType());
    json.put("bytes", codeAnswer.bytes());
    json.put("sha256", codeAnswer.sha256());
    putEnd(json, codeAnswer);
    return json;
  }

  /** Queued, or delayed with the reason, until when, and how often WeChat was called so far. */
  ObjectNode of(Asking.Pending pending, Language language) {
    ObjectNode json = Json.object();
    json.put("id", pending.id().value());
    json.put("status", pending.delay().isPresent() ? "delayed" : "queued");
    pending
        .picture()
        .ifPresent(
            picture -> {
              json.put("app", picture.app().value());
              json.put("url", urls.of(picture));
              json.put("contentType", picture.format().contentType());
            });
    pending.delay().ifPresent(delay -> putDelay(json, delay, language));
    pending.askedAt().ifPresent(at -> json.put("askedAt", at.toString()));
    return json;
  }

  private static void putDelay(ObjectNode json, Delay delay, Language language) {
    json.set("reason", error(delay.error(), language));
    delay.until().ifPresent(until -> json.put("until", until.toString()));
    json.put("attempts", delay.attempts());
  }

  ObjectNode of(Asking.Failed failed, Language language) {
    CodeAnswer.Failed codeAnswer = failed.answer();
    ObjectNode json = Json.object();
    json.put("id", codeAnswer.id().value());
    json.put("status", "failed");
    json.put("app", codeAnswer.app().value());
    json.set("error", error(codeAnswer.error(), language));
    putEnd(json, codeAnswer);
    return json;
  }

  /** A failure: WeChat's own words, what they mean, and what to do. */
  static ObjectNode error(CodeError error, Language language) {
    Cause cause = WeChatCauses.of(error);
    ObjectNode json = Json.object();
    json.put("class", error.type().wireName());
    error.errcode().ifPresent(code -> json.put("errcode", code));
    json.put("errmsg", error.errmsg());
    error.rid().ifPresent(rid -> json.put("rid", rid));
    json.put("cause", cause.what().in(language));
    json.put("advice", cause.advice().in(language));
    return json;
  }

  private static void putEnd(ObjectNode json, CodeAnswer codeAnswer) {
    json.put("attempts", codeAnswer.attempts());
    json.put("askedAt", codeAnswer.askedAt().toString());
    json.put("finishedAt", codeAnswer.finishedAt().toString());
  }
}
