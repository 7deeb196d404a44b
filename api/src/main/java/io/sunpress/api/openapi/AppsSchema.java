package io.sunpress.api.openapi;

import java.util.List;
import java.util.Map;

/** How the apps fare, described. */
final class AppsSchema {
  private AppsSchema() {}

  static Map<String, Object> apps() {
    return Schema.object(
        "The caller's apps.",
        List.of("apps"),
        Tree.of(
            "apps",
            Tree.of("type", "array", "items", Schema.ref("App"), "description", "Each app."),
            "backlog",
            Schema.object(
                "What waits in the lanes, of all apps together; for keys that may operate.",
                List.of("interactive", "bulk"),
                Tree.of(
                    "interactive",
                    Schema.integer("Asked one by one."),
                    "bulk",
                    Schema.integer("Asked in bulk.")))));
  }

  static Map<String, Object> app() {
    return Schema.object(
        "A mini-program, put together from what each worker says.",
        List.of("app", "default", "limit", "status"),
        Tree.of(
            "app",
            Schemas.app(),
            "default",
            Schema.bool("Whether a request means it that names none."),
            "siteId",
            Schema.text("By which compat clients choose it."),
            "limit",
            Schema.integer("Calls to WeChat a minute, of all workers together."),
            "status",
            Schema.word(
                "How it stands; idle: no worker has spoken of it lately.",
                List.of("open", "idle", "throttled", "stopped")),
            "share",
            share(),
            "throttledUntil",
            Schema.time("Until when it has used up its calls."),
            "stopped",
            stopped()));
  }

  private static Map<String, Object> share() {
    return Schema.object(
        "What the workers may spend.",
        List.of("workers", "perMinute", "limitPerMinute", "waiting"),
        Tree.of(
            "workers",
            Schema.integer("How many have said so."),
            "perMinute",
            Schema.number("Calls a minute, all workers together."),
            "limitPerMinute",
            Schema.number("What a throttle has left of the limit."),
            "waiting",
            Schema.integer("Requests that wait for their turn.")));
  }

  private static Map<String, Object> stopped() {
    return Schema.object(
        "Why nothing is drawn for it.",
        List.of("errmsg", "since", "cause", "advice"),
        Tree.of(
            "errcode",
            Schema.integer("WeChat's number."),
            "errmsg",
            Schema.text("WeChat's words."),
            "since",
            Schema.time("When that was first seen."),
            "cause",
            Schema.text("What happened."),
            "advice",
            Schema.text("What to do.")));
  }
}
