package io.sunpress.api.openapi;

import io.sunpress.code.PictureFormat;
import io.sunpress.message.ErrorClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A code in each of its states. */
final class CodeSchemas {
  private CodeSchemas() {}

  static Map<String, Object> readyCode() {
    return Schema.object(
        "The picture can be fetched.",
        List.of(
            "id",
            "status",
            "app",
            "url",
            "contentType",
            "bytes",
            "sha256",
            "attempts",
            "askedAt",
            "finishedAt"),
        Tree.of(
            "id",
            Schemas.id(),
            "status",
            Schema.constant("It is there.", "ready"),
            "app",
            Schemas.app(),
            "url",
            Schema.url("The picture's."),
            "contentType",
            contentType(),
            "bytes",
            Schema.integer("The picture's size."),
            "sha256",
            Schema.pattern("The picture's hash.", "^[0-9a-f]{64}$"),
            "attempts",
            attempts(),
            "askedAt",
            Schema.time("When the broker took the request."),
            "finishedAt",
            Schema.time("When the code was done.")));
  }

  static Map<String, Object> queuedCode() {
    return Schema.object(
        "The broker has the request; the picture is to come.",
        List.of("id", "status"),
        Tree.of(
            "id",
            Schemas.id(),
            "status",
            Schema.constant("It is being made.", "queued"),
            "app",
            Schemas.app(),
            "url",
            Schema.url("Where the picture will be."),
            "contentType",
            contentType(),
            "askedAt",
            Schema.time("When the broker took the request.")));
  }

  static Map<String, Object> delayedCode() {
    return Schema.object(
        "It could not be made yet and is tried again by itself.",
        List.of("id", "status", "reason", "attempts"),
        Tree.of(
            "id",
            Schemas.id(),
            "status",
            Schema.constant("It waits.", "delayed"),
            "app",
            Schemas.app(),
            "url",
            Schema.url("Where the picture will be."),
            "contentType",
            contentType(),
            "reason",
            Schema.ref("CodeError"),
            "until",
            Schema.time("When it is tried again, where that is known."),
            "attempts",
            attempts(),
            "askedAt",
            Schema.time("When the broker took the request.")));
  }

  static Map<String, Object> failedCode() {
    return Schema.object(
        "There will be no picture, unless somebody asks again.",
        List.of("id", "status", "app", "error", "attempts", "askedAt", "finishedAt"),
        Tree.of(
            "id",
            Schemas.id(),
            "status",
            Schema.constant("It could not be made.", "failed"),
            "app",
            Schemas.app(),
            "error",
            Schema.ref("CodeError"),
            "attempts",
            attempts(),
            "askedAt",
            Schema.time("When the broker took the request."),
            "finishedAt",
            Schema.time("When it was given up.")));
  }

  static Map<String, Object> codeError() {
    return Schema.object(
        "Why a code could not be made: WeChat's own words, what they mean, and what to do.",
        List.of("class", "errmsg", "cause", "advice"),
        Tree.of(
            "class",
            Schema.word(
                "The kind of failure.",
                Arrays.stream(ErrorClass.values()).map(ErrorClass::wireName).toList()),
            "errcode",
            Schema.integer("WeChat's number, where WeChat spoke."),
            "errmsg",
            Schema.text("WeChat's words or ours."),
            "rid",
            Schema.text("WeChat's name for the call; it can be looked up for 7 days."),
            "cause",
            Schema.text("What happened."),
            "advice",
            Schema.text("What to do.")));
  }

  private static Map<String, Object> contentType() {
    return Schema.word(
        "The picture's media type.",
        Arrays.stream(PictureFormat.values()).map(PictureFormat::contentType).toList());
  }

  private static Map<String, Object> attempts() {
    return Schema.integer("How often WeChat was asked, or would have been.");
  }
}
