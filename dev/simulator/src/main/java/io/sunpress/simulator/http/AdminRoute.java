package io.sunpress.simulator.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.Faults;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.fault.LatencySource;
import io.sunpress.simulator.ledger.Ledger;
import io.sunpress.simulator.ledger.Outcome;
import io.sunpress.simulator.reply.Content;
import io.sunpress.simulator.reply.Delivery;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.simulator.wechat.WeChat;
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

  private final WeChat weChat;
  private final Faults faults;
  private final LatencySource latency;
  private final Ledger ledger;
  private final Map<String, Function<FullHttpRequest, ObjectNode>> routes =
      Map.of(
          "GET /_sim/health", request -> ok(),
          "GET /_sim/calls", this::calls,
          "POST /_sim/faults", request -> setFault(body(request)),
          "DELETE /_sim/faults", request -> clearFaults(),
          "POST /_sim/latency", request -> setLatency(body(request)),
          "POST /_sim/apps", request -> putApp(body(request)));

  public AdminRoute(WeChat weChat, Faults faults, LatencySource latency, Ledger ledger) {
    this.weChat = weChat;
    this.faults = faults;
    this.latency = latency;
    this.ledger = ledger;
  }

  Delivery answer(FullHttpRequest request) {
    var route = routes.get(request.method().name() + " " + Requests.path(request));
    if (route == null) {
      return Deliveries.page(404, "Not Found");
    }
    try {
      return json(200, route.apply(request));
    } catch (IllegalArgumentException | JacksonException refused) {
      return json(400, JSON.createObjectNode().put("error", refused.getMessage()));
    }
  }

  private static Delivery json(int status, ObjectNode document) {
    return Delivery.of(status, JSON_TYPE, Content.of(document.toString()), new Outcome.Answered());
  }

  private static ObjectNode ok() {
    return JSON.createObjectNode().put("status", "ok");
  }

  private ObjectNode setFault(JsonNode body) {
    Fault fault = FaultReader.fault(body);
    FaultScope scope = FaultReader.scope(body);
    if (body.has("share")) {
      faults.always(fault, body.path("share").asDouble(0), body.path("seed").asLong(0), scope);
    } else {
      faults.next(fault, body.path("times").asInt(1), scope);
    }
    return ok();
  }

  private ObjectNode clearFaults() {
    faults.clear();
    return ok();
  }

  private ObjectNode setLatency(JsonNode body) {
    Duration median = FaultReader.millis(body, "medianMillis").orElse(Duration.ZERO);
    latency.set(
        new Latency(
            median,
            FaultReader.millis(body, "p99Millis").orElse(median),
            body.path("hangShare").asDouble(0),
            FaultReader.millis(body, "hangForMillis").orElse(Duration.ZERO),
            body.path("seed").asLong(0)));
    return ok();
  }

  private ObjectNode putApp(JsonNode body) {
    SimulatedApp plain =
        SimulatedApp.of(body.path("appId").asString(""), body.path("secret").asString(""));
    List<String> unreleased = new ArrayList<>();
    body.path("unreleased").forEach(page -> unreleased.add(page.asString("")));
    weChat.put(
        plain
            .withMinuteLimit(body.path("minuteLimit").asInt(plain.minuteLimit()))
            .withDayLimit(body.path("dayLimit").asInt(plain.dayLimit()))
            .withPermanentQuota(body.path("permanentQuota").asInt(plain.permanentQuota()))
            .withUnreleased(unreleased.toArray(String[]::new)));
    return ok();
  }

  private ObjectNode calls(FullHttpRequest request) {
    String limit = Requests.query(request).getOrDefault("limit", "100");
    return CallReport.of(ledger, weChat.appIds(), Integer.parseInt(limit));
  }

  private static JsonNode body(FullHttpRequest request) {
    return JSON.readTree(Requests.body(request));
  }
}
