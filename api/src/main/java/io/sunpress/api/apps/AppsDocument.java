package io.sunpress.api.apps;

import io.sunpress.api.causes.Cause;
import io.sunpress.api.causes.WeChatCauses;
import io.sunpress.api.http.Json;
import io.sunpress.message.AppStatus;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.settings.AppProperties;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The apps as a document, put together from what each worker says. */
final class AppsDocument {
  private final ObjectNode json = Json.object();
  private final ArrayNode apps = json.putArray("apps");

  /**
   * Adds an app.
   *
   * @param isDefault whether a request means it that names none
   * @param notes what living workers say of it
   * @param now after which a throttle is not over yet
   */
  void add(AppProperties app, boolean isDefault, List<AppStatus> notes, Instant now) {
    ObjectNode one = apps.addObject();
    one.put("app", app.appId().value());
    one.put("default", isDefault);
    if (!app.siteId().isBlank()) {
      one.put("siteId", app.siteId());
    }
    one.put("limit", app.limit());
    Optional<AppStatus.Stopped> stopped =
        notes.stream()
            .flatMap(note -> note.stopped().stream())
            .min(Comparator.comparing(AppStatus.Stopped::since));
    Optional<Instant> throttled =
        notes.stream()
            .flatMap(note -> note.throttledUntil().stream())
            .filter(until -> until.isAfter(now))
            .max(Comparator.naturalOrder());
    one.put("status", status(notes, stopped.isPresent(), throttled.isPresent()));
    putShare(one, notes.stream().flatMap(note -> note.share().stream()).toList());
    throttled.ifPresent(until -> one.put("throttledUntil", until.toString()));
    stopped.ifPresent(why -> one.set("stopped", stopped(why)));
  }

  /** What waits in the lanes, of all apps together. */
  void addBacklog(Map<Priority, Long> backlog) {
    ObjectNode lanes = json.putObject("backlog");
    for (Priority priority : Priority.values()) {
      lanes.put(priority.name().toLowerCase(Locale.ROOT), backlog.getOrDefault(priority, 0L));
    }
  }

  ObjectNode json() {
    return json;
  }

  private static String status(List<AppStatus> notes, boolean stopped, boolean throttled) {
    if (stopped) {
      return "stopped";
    }
    return throttled ? "throttled" : notes.isEmpty() ? "idle" : "open";
  }

  /**
   * Each worker's own adds up; what a throttle has left of the limit, the most careful one knows.
   */
  private static void putShare(ObjectNode one, List<AppStatus.Share> shares) {
    if (shares.isEmpty()) {
      return;
    }
    ObjectNode share = one.putObject("share");
    share.put("workers", shares.size());
    share.put("perMinute", shares.stream().mapToDouble(AppStatus.Share::perMinute).sum());
    share.put(
        "limitPerMinute",
        shares.stream().mapToDouble(AppStatus.Share::limitPerMinute).min().orElse(0));
    share.put("waiting", shares.stream().mapToInt(AppStatus.Share::waiting).sum());
  }

  private static ObjectNode stopped(AppStatus.Stopped stopped) {
    Cause cause =
        WeChatCauses.of(
            new CodeError(ErrorClass.APP, stopped.errcode(), stopped.errmsg(), Optional.empty()));
    ObjectNode why = Json.object();
    stopped.errcode().ifPresent(number -> why.put("errcode", number));
    why.put("errmsg", stopped.errmsg());
    why.put("since", stopped.since().toString());
    why.put("cause", cause.english());
    why.put("advice", cause.englishAdvice());
    return why;
  }
}
