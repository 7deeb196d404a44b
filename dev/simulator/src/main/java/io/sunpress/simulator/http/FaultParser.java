package io.sunpress.simulator.http;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads faults and their scope from the admin route's JSON. */
final class FaultParser {
  private static final Map<String, Function<JsonNode, SimulatedFault>> FAULTS =
      Map.ofEntries(
          Map.entry("busy", json -> new SimulatedFault.Busy()),
          Map.entry(
              "minuteThrottle",
              json -> new SimulatedFault.MinuteThrottle(json.path("errcode").asInt(45011))),
          Map.entry("dayThrottle", json -> new SimulatedFault.DayThrottle()),
          Map.entry("addressRefused", json -> new SimulatedFault.AddressRefused()),
          Map.entry("revokedToken", json -> new SimulatedFault.RevokedToken()),
          Map.entry("sameDeadToken", json -> new SimulatedFault.SameDeadToken()),
          Map.entry("api", json -> api(json)),
          Map.entry(
              "serverError",
              json -> new SimulatedFault.ServerError(json.path("status").asInt(502))),
          Map.entry("hang", json -> new SimulatedFault.Hang(millis(json, "closeAfterMillis"))),
          Map.entry("slowDrip", json -> slowDrip(json)),
          Map.entry(
              "cutAfter", json -> new SimulatedFault.CutAfter(json.path("bytes").asLong(1000))),
          Map.entry("reset", json -> new SimulatedFault.Reset()),
          Map.entry(
              "wrongLength",
              json -> new SimulatedFault.WrongLength(json.path("difference").asInt(100))),
          Map.entry("errorUnderImageType", json -> new SimulatedFault.ErrorUnderImageType()),
          Map.entry("imageUnderTextType", json -> new SimulatedFault.ImageUnderTextType()),
          Map.entry(
              "truncatedPicture",
              json -> new SimulatedFault.TruncatedPicture(json.path("fraction").asDouble(0.5))),
          Map.entry(
              "otherPicture",
              json -> new SimulatedFault.OtherPicture(json.path("width").asInt(281))),
          Map.entry("emptyBody", json -> new SimulatedFault.EmptyBody()),
          Map.entry("neitherImageNorError", json -> new SimulatedFault.NeitherImageNorError()),
          Map.entry("brokenGzip", json -> new SimulatedFault.BrokenGzip()),
          Map.entry(
              "cutChunk", json -> new SimulatedFault.CutChunk(json.path("bytes").asLong(1000))),
          Map.entry(
              "hugeBody",
              json -> new SimulatedFault.HugeBody(json.path("bytes").asLong(100_000_000))));

  private FaultParser() {}

  /** The names that are understood. */
  static Set<String> names() {
    return FAULTS.keySet();
  }

  /**
   * The fault that this describes.
   *
   * @throws IllegalArgumentException where there is no such fault or its numbers are off
   */
  static SimulatedFault fault(JsonNode json) {
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

  private static SimulatedFault api(JsonNode json) {
    SimulatedError error =
        new SimulatedError(
            json.path("errcode").asInt(-1), json.path("errmsg").asString("system error"));
    return new SimulatedFault.Api(error.errcode(), error.errmsg());
  }

  private static SimulatedFault slowDrip(JsonNode json) {
    Duration step = millis(json, "stepMillis").orElse(Duration.ofMillis(100));
    return new SimulatedFault.SlowDrip(json.path("bytes").asInt(1000), step);
  }
}
