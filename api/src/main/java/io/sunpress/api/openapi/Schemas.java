package io.sunpress.api.openapi;

import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.Field;
import io.sunpress.code.PagePath;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.Reason;
import io.sunpress.code.Scene;
import io.sunpress.code.Width;
import io.sunpress.message.ErrorClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What goes in and out, by name. Words and limits are the code's own. */
final class Schemas {
  static final String ID = "[0-9a-hjkmnp-tv-z]{26}";
  static final String APP = "wx[0-9a-f]{16}";

  private Schemas() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("CompatRequest", compatRequest());
    all.put("Envelope", envelope());
    all.put("CodeRequest", codeRequest());
    all.put(
        "Code",
        Schema.oneOf(
            "A code, or the job that makes it. No request fields: another team may have asked for "
                + "the same code.",
            "ReadyCode",
            "QueuedCode",
            "DelayedCode",
            "FailedCode"));
    all.put("ReadyCode", readyCode());
    all.put("QueuedCode", queuedCode());
    all.put("DelayedCode", delayedCode());
    all.put("FailedCode", failedCode());
    all.put("CodeError", codeError());
    all.put("Problem", problem());
    all.put("Apps", AppsSchema.apps());
    all.put("App", AppsSchema.app());
    all.put("Health", health());
    return all;
  }

  private static Map<String, Object> compatRequest() {
    return Schema.object(
        "AnqiCMS's request. Other members are ignored.",
        List.of("path", "scene"),
        Tree.of(
            "path",
            Schema.text(
                "The page, with or without a leading slash; no query.", 1, PagePath.MAX_LENGTH),
            "scene",
            scene(),
            "site_id",
            Tree.of(
                "type",
                List.of("integer", "string"),
                "description",
                "Chooses the app with this site-id; ignored where there is one app.")));
  }

  private static Map<String, Object> envelope() {
    return Schema.object(
        "AnqiCMS's envelope: clients read code alone.",
        List.of("code", "msg"),
        Tree.of(
            "code",
            Tree.of(
                "type",
                "integer",
                "enum",
                List.of(0, 200, -1, 1001, 1002, 3001, 3002),
                "description",
                "0: there; 200: accepted; -1: refused or failed; 1001: no key or a wrong one; "
                    + "1002: not this key's to do; 3001: path; 3002: scene."),
            "msg",
            Schema.text("The reason, in Chinese; empty for success."),
            "data",
            Schema.url("The picture's URL."),
            "job_id",
            id(),
            "errcode",
            Schema.integer("WeChat's number, where WeChat refused.")));
  }

  private static Map<String, Object> codeRequest() {
    return Schema.object(
        "What the code shows and how it looks. null is absent; nothing is converted; other members "
            + "are ignored.",
        List.of("page"),
        Tree.of(
            "page",
            Schema.text(
                "The page, with or without a leading slash; no query.", 1, PagePath.MAX_LENGTH),
            "scene",
            scene(),
            "app",
            Schema.pattern("The mini-program; absent: the default one.", "^" + APP + "$"),
            "kind",
            Schema.word(
                "Which of WeChat's calls draws it; absent: unlimited. The others use up 100,000 "
                    + "for ever and must be allowed for the app.",
                Arrays.stream(CodeKind.values()).map(CodeKind::wireName).toList()),
            "width",
            Schema.integer("Pixels; absent: " + Width.DEFAULT.pixels() + ".", 280, 1280),
            "autoColor",
            Schema.bool("Whether WeChat chooses the colour."),
            "lineColor",
            color(),
            "hyaline",
            Schema.bool("Whether the ground is transparent; then the picture is a PNG."),
            "env",
            Schema.word(
                "Which version of the mini-program a scan opens; absent: release.",
                Arrays.stream(EnvVersion.values()).map(EnvVersion::wireName).toList()),
            "revision",
            Schema.pattern(
                "Tells drawings of the same code apart; absent: the app's.",
                "^[0-9A-Za-z._-]{0,32}$"),
            "checkPath",
            Schema.bool("Whether WeChat checks that the page is released; absent: true."),
            "requestId",
            Schema.text("The asker's name for this request; absent: made.", 0, 128),
            "reference",
            Schema.text("The asker's own text, echoed in the events.", 0, 256)));
  }

  private static Map<String, Object> readyCode() {
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
            id(),
            "status",
            Schema.constant("It is there.", "ready"),
            "app",
            app(),
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

  private static Map<String, Object> queuedCode() {
    return Schema.object(
        "The broker has the request; the picture is to come.",
        List.of("id", "status"),
        Tree.of(
            "id",
            id(),
            "status",
            Schema.constant("It is being made.", "queued"),
            "app",
            app(),
            "url",
            Schema.url("Where the picture will be."),
            "contentType",
            contentType(),
            "askedAt",
            Schema.time("When the broker took the request.")));
  }

  private static Map<String, Object> delayedCode() {
    return Schema.object(
        "It could not be made yet and is tried again by itself.",
        List.of("id", "status", "reason", "attempts"),
        Tree.of(
            "id",
            id(),
            "status",
            Schema.constant("It waits.", "delayed"),
            "app",
            app(),
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

  private static Map<String, Object> failedCode() {
    return Schema.object(
        "There will be no picture, unless somebody asks again.",
        List.of("id", "status", "app", "error", "attempts", "askedAt", "finishedAt"),
        Tree.of(
            "id",
            id(),
            "status",
            Schema.constant("It could not be made.", "failed"),
            "app",
            app(),
            "error",
            Schema.ref("CodeError"),
            "attempts",
            attempts(),
            "askedAt",
            Schema.time("When the broker took the request."),
            "finishedAt",
            Schema.time("When it was given up.")));
  }

  private static Map<String, Object> codeError() {
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

  private static Map<String, Object> problem() {
    return Schema.object(
        "A problem (RFC 9457).",
        List.of("type", "title", "status", "detail"),
        Tree.of(
            "type",
            Schema.pattern("Which problem; never changes.", "^/problems/[a-z-]+$"),
            "title",
            Schema.text("The same for all problems of the type."),
            "status",
            Schema.integer("The HTTP status.", 400, 599),
            "detail",
            Schema.text("This one; says what to do."),
            "field",
            Schema.word(
                "The first field found wrong.",
                Arrays.stream(Field.values()).map(Field::wireName).toList()),
            "reason",
            Schema.word(
                "What is wrong with it.",
                Arrays.stream(Reason.values())
                    .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList()),
            "id",
            id(),
            "job",
            Schema.pattern("The job that makes the code.", "^/v1/jobs/" + ID + "$"),
            "error",
            Schema.ref("CodeError")));
  }

  private static Map<String, Object> health() {
    return Schema.object(
        "Whether the process can do its work.",
        List.of("status", "components"),
        Tree.of(
            "status",
            Schema.word("All components together.", List.of("UP", "DOWN", "OUT_OF_SERVICE")),
            "components",
            Tree.of(
                "type",
                "object",
                "description",
                "Each part with its status, and in details what is missing.",
                "additionalProperties",
                Schema.object(
                    "A part.",
                    List.of("status"),
                    Tree.of(
                        "status",
                        Schema.text("UP or not."),
                        "details",
                        Tree.of("type", "object", "description", "What is missing, by name."))))));
  }

  private static Map<String, Object> scene() {
    return Tree.with(
        Schema.text(
            "What the code carries into its page: 0-9 A-Z a-z and !#$&'()*+,/:;=?@-._~",
            1,
            Scene.MAX_LENGTH),
        "pattern",
        "^[0-9A-Za-z!#$&'()*+,/:;=?@\\-._~]*$");
  }

  private static Map<String, Object> color() {
    return Schema.object(
        "The colour otherwise; absent: black.",
        List.of("r", "g", "b"),
        Tree.of(
            "r", Schema.integer("Red.", 0, 255),
            "g", Schema.integer("Green.", 0, 255),
            "b", Schema.integer("Blue.", 0, 255)));
  }

  private static Map<String, Object> id() {
    return Schema.pattern("The code's id, and its job's.", "^" + ID + "$");
  }

  static Map<String, Object> app() {
    return Schema.pattern("The mini-program.", "^" + APP + "$");
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
