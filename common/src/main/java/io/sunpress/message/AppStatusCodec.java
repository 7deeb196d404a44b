package io.sunpress.message;

import io.sunpress.code.AppId;
import io.sunpress.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notes as records of a compacted topic, under {@code app/worker}. A tombstone takes one back. */
public final class AppStatusCodec {
  private AppStatusCodec() {}

  /** The record's key. */
  public static String key(AppId app, String worker) {
    return app + "/" + worker;
  }

  /** The record's value. */
  public static byte[] write(AppStatus note) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    note.stopped().ifPresent(stopped -> json.set("stopped", write(stopped)));
    note.throttledUntil().ifPresent(until -> json.put("throttledUntil", until.toString()));
    note.share().ifPresent(share -> json.set("share", write(share)));
    json.put("at", note.at().toString());
    return StrictJson.MAPPER.writeValueAsBytes(json);
  }

  private static ObjectNode write(AppStatus.Stopped stopped) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    stopped.errcode().ifPresent(errcode -> json.put("errcode", errcode));
    json.put("errmsg", stopped.errmsg());
    json.put("since", stopped.since().toString());
    return json;
  }

  private static ObjectNode write(AppStatus.Share share) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    json.put("perMinute", share.perMinute());
    json.put("limitPerMinute", share.limitPerMinute());
    json.put("waiting", share.waiting());
    return json;
  }

  /** Reads a record; empty for one that this version does not know, and for a tombstone. */
  public static Optional<AppStatus> read(String key, byte @Nullable [] value) {
    int slash = key.indexOf('/');
    if (slash < 0 || value == null) {
      return Optional.empty();
    }
    try {
      JsonNode json = StrictJson.MAPPER.readTree(value);
      return Optional.of(
          new AppStatus(
              new AppId(key.substring(0, slash)),
              key.substring(slash + 1),
              stopped(json.path("stopped")),
              time(json.path("throttledUntil")),
              share(json.path("share")),
              Instant.parse(json.path("at").asString(""))));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<AppStatus.Stopped> stopped(JsonNode json) {
    if (!json.isObject()) {
      return Optional.empty();
    }
    JsonNode errcode = json.path("errcode");
    return Optional.of(
        new AppStatus.Stopped(
            errcode.isInt() ? OptionalInt.of(errcode.intValue()) : OptionalInt.empty(),
            json.path("errmsg").asString(""),
            Instant.parse(json.path("since").asString(""))));
  }

  private static Optional<AppStatus.Share> share(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new AppStatus.Share(
                json.path("perMinute").asDouble(0),
                json.path("limitPerMinute").asDouble(0),
                json.path("waiting").asInt(0)))
        : Optional.empty();
  }

  private static Optional<Instant> time(JsonNode json) {
    return json.isString() ? Optional.of(Instant.parse(json.stringValue())) : Optional.empty();
  }
}
