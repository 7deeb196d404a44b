package io.sunpress.simulator.http;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.reply.ApiError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads faults and their scope from the admin route's JSON. */
final class FaultReader {
  private static final Map<String, Function<JsonNode, Fault>> FAULTS =
      Map.ofEntries(
          Map.entry("busy", json -> new Fault.Busy()),
          Map.entry(
              "minuteThrottle",
              json -> new Fault.MinuteThrottle(json.path("errcode").asInt(45011))),
          Map.entry("dayThrottle", json -> new Fault.DayThrottle()),
          Map.entry("addressRefused", json -> new Fault.AddressRefused()),
          Map.entry("revokedToken", json -> new Fault.RevokedToken()),
          Map.entry("sameDeadToken", json -> new Fault.SameDeadToken()),
          Map.entry("api", json -> api(json)),
          Map.entry("serverError", json -> new Fault.ServerError(json.path("status").asInt(502))),
          Map.entry("hang", json -> new Fault.Hang(millis(json, "closeAfterMillis"))),
          Map.entry("slowDrip", json -> slowDrip(json)),
          Map.entry("cutAfter", json -> new Fault.CutAfter(json.path("bytes").asLong(1000))),
          Map.entry("reset", json -> new Fault.Reset()),
          Map.entry(
              "wrongLength", json -> new Fault.WrongLength(json.path("difference").asInt(100))),
          Map.entry("errorUnderImageType", json -> new Fault.ErrorUnderImageType()),
          Map.entry("imageUnderTextType", json -> new Fault.ImageUnderTextType()),
          Map.entry(
              "truncatedPicture",
              json -> new Fault.TruncatedPicture(json.path("fraction").asDouble(0.5))),
          Map.entry("otherPicture", json -> new Fault.OtherPicture(json.path("width").asInt(281))),
          Map.entry("emptyBody", json -> new Fault.EmptyBody()),
          Map.entry("neitherImageNorError", json -> new Fault.NeitherImageNorError()),
          Map.entry("brokenGzip", json -> new Fault.BrokenGzip()),
          Map.entry("cutChunk", json -> new Fault.CutChunk(json.path("bytes").asLong(1000))),
          Map.entry(
              "hugeBody", json -> new Fault.HugeBody(json.path("bytes").asLong(100_000_000))));

  private FaultReader() {}

  /** The names that are understood. */
  static Set<String> names() {
    return FAULTS.keySet();
  }

  /**
   * The fault that this describes.
   *
   * @throws IllegalArgumentException where there is no such fault or its numbers are off
   */
  static Fault fault(JsonNode json) {
    String name = json.path("fault").asString("");
    return Optional.ofNullable(FAULTS.get(name))
        .orElseThrow(() -> new IllegalArgumentException("\"fault\" is one of " + names()))
        .apply(json);
  }

  static FaultScope scope(JsonNode json) {
    Set<CallKind> calls = new HashSet<>();
    for (JsonNode call : json.path("calls")) {
      calls.add(CallKind.valueOf(call.asString("").toUpperCase(Locale.ROOT)));
    }
    String app = json.path("app").asString("");
    return new FaultScope(app.isEmpty() ? Optional.empty() : Optional.of(app), calls);
  }

  static Optional<Duration> millis(JsonNode json, String name) {
    return json.has(name)
        ? Optional.of(Duration.ofMillis(json.path(name).asLong(0)))
        : Optional.empty();
  }

  private static Fault api(JsonNode json) {
    ApiError error =
        new ApiError(json.path("errcode").asInt(-1), json.path("errmsg").asString("system error"));
    return new Fault.Api(error.errcode(), error.errmsg());
  }

  private static Fault slowDrip(JsonNode json) {
    Duration step = millis(json, "stepMillis").orElse(Duration.ofMillis(100));
    return new Fault.SlowDrip(json.path("bytes").asInt(1000), step);
  }
}
