package io.sunpress.simulator.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.calls.SimulatorCallLog;
import io.sunpress.simulator.fault.ActiveFaults;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.fault.LatencySampler;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SplitBytes;
import io.sunpress.simulator.reply.WireResponse;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.simulator.wechat.SimulatedWeChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /_sim/…}: faults, latency, apps and calls for those who can't reach the objects. Open to
 * everybody who reaches the port: for loopback and closed development networks only.
 */
public final class AdminRoute {
  static final String PREFIX = "/_sim/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String JSON_TYPE = "application/json";

  private final SimulatedWeChat simulatedWeChat;
  private final ActiveFaults activeFaults;
  private final LatencySampler latency;
  private final SimulatorCallLog ledger;
  private final Map<String, Function<FullHttpRequest, ObjectNode>> routes =
      Map.of(
          "GET /_sim/health", request -> ok(),
          "GET /_sim/calls", this::calls,
          "POST /_sim/faults", request -> setFault(body(request)),
          "DELETE /_sim/faults", request -> clearFaults(),
          "POST /_sim/latency", request -> setLatency(body(request)),
          "POST /_sim/apps", request -> putApp(body(request)));

  public AdminRoute(
      SimulatedWeChat simulatedWeChat,
      ActiveFaults activeFaults,
      LatencySampler latency,
      SimulatorCallLog ledger) {
    this.simulatedWeChat = simulatedWeChat;
    this.activeFaults = activeFaults;
    this.latency = latency;
    this.ledger = ledger;
  }

  WireResponse answer(FullHttpRequest request) {
    var route = routes.get(request.method().name() + " " + NettyRequests.path(request));
    if (route == null) {
      return ResponseRenderer.page(404, "Not Found");
    }
    try {
      return json(200, route.apply(request));
    } catch (IllegalArgumentException | JacksonException refused) {
      return json(400, JSON.createObjectNode().put("error", refused.getMessage()));
    }
  }

  private static WireResponse json(int status, ObjectNode document) {
    return WireResponse.of(
        status, JSON_TYPE, SplitBytes.of(document.toString()), new RecordedOutcome.Answered());
  }

  private static ObjectNode ok() {
    return JSON.createObjectNode().put("status", "ok");
  }

  private ObjectNode setFault(JsonNode body) {
    SimulatedFault fault = FaultParser.fault(body);
    FaultScope scope = FaultParser.scope(body);
    if (body.has("share")) {
      activeFaults.always(
          fault, body.path("share").asDouble(0), body.path("seed").asLong(0), scope);
    } else {
      activeFaults.next(fault, body.path("times").asInt(1), scope);
    }
    return ok();
  }

  private ObjectNode clearFaults() {
    activeFaults.clear();
    return ok();
  }

  private ObjectNode setLatency(JsonNode body) {
    Duration median = FaultParser.millis(body, "medianMillis").orElse(Duration.ZERO);
    latency.set(
        new Latency(
            median,
            FaultParser.millis(body, "p99Millis").orElse(median),
            body.path("hangShare").asDouble(0),
            FaultParser.millis(body, "hangForMillis").orElse(Duration.ZERO),
            body.path("seed").asLong(0)));
    return ok();
  }

  private ObjectNode putApp(JsonNode body) {
    SimulatedApp plain =
        SimulatedApp.of(body.path("appId").asString(""), body.path("secret").asString(""));
    List<String> unreleased = new ArrayList<>();
    body.path("unreleased").forEach(page -> unreleased.add(page.asString("")));
    simulatedWeChat.put(
        plain
            .withMinuteLimit(body.path("minuteLimit").asInt(plain.minuteLimit()))
            .withDayLimit(body.path("dayLimit").asInt(plain.dayLimit()))
            .withPermanentQuota(body.path("permanentQuota").asInt(plain.permanentQuota()))
            .withUnreleased(unreleased.toArray(String[]::new)));
    return ok();
  }

  private ObjectNode calls(FullHttpRequest request) {
    String limit = NettyRequests.query(request).getOrDefault("limit", "100");
    return CallReport.of(ledger, simulatedWeChat.appIds(), Integer.parseInt(limit));
  }

  private static JsonNode body(FullHttpRequest request) {
    return JSON.readTree(NettyRequests.body(request));
  }
}
