package io.sunpress.api.openapi;

import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationErrorReason;
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
    all.put("CompatRequest", RequestSchemas.compatRequest());
    all.put("Envelope", envelope());
    all.put("CodeRequest", RequestSchemas.codeRequest());
    all.put(
        "Code",
        Schema.oneOf(
            "A code, or the job that makes it. No request fields: another team may have asked for "
                + "the same code.",
            "ReadyCode",
            "QueuedCode",
            "DelayedCode",
            "FailedCode"));
    all.put("ReadyCode", CodeSchemas.readyCode());
    all.put("QueuedCode", CodeSchemas.queuedCode());
    all.put("DelayedCode", CodeSchemas.delayedCode());
    all.put("FailedCode", CodeSchemas.failedCode());
    all.put("CodeError", CodeSchemas.codeError());
    all.put("Problem", problem());
    all.put("Apps", AppsSchema.apps());
    all.put("App", AppsSchema.app());
    all.put("Health", health());
    return all;
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
                Arrays.stream(RequestField.values()).map(RequestField::wireName).toList()),
            "reason",
            Schema.word(
                "What is wrong with it.",
                Arrays.stream(ValidationErrorReason.values())
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

  static Map<String, Object> id() {
    return Schema.pattern("The code's id, and its job's.", "^" + ID + "$");
  }

  static Map<String, Object> app() {
    return Schema.pattern("The mini-program.", "^" + APP + "$");
  }
}
