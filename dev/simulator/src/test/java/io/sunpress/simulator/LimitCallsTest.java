package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.SettableClock;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.picture.PictureSize;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.simulator.wechat.SimulatorRules;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LimitCallsTest {
  private static final SimulatedApp APP =
      SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET);

  private final SettableClock clock = new SettableClock("2026-03-01T02:00:00Z");
  private WeChatSimulator simulator;
  private SimulatorClient simulatorClient;
  private String query;

  private void start(SimulatedApp app, SimulatorRules simulatorRules) throws Exception {
    simulator =
        WeChatSimulator.start(
            SimulatorSettings.defaults()
                .withClock(clock)
                .withRules(simulatorRules)
                .withPictureSize(PictureSize.UNPADDED));
    simulator.addApp(app);
    simulatorClient = new SimulatorClient(simulator);
    query = "?access_token=" + simulatorClient.token();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theMinuteLimitIsExactAndEachAppHasItsOwn() throws Exception {
    start(APP.withMinuteLimit(5), SimulatorRules.defaults());
    for (int i = 0; i < 5; i++) {
      assertThat(unlimited("{\"scene\":\"" + i + "\"}")).isZero();
    }
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
    clock.advance(Duration.ofMillis(59_999));
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
    assertThat(
            SimulatorClient.errcode(
                simulatorClient.post(SimulatorClient.LIMITED + query, "{\"path\":\"p\"}")))
        .isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(unlimited("{\"scene\":\"x\"}")).isZero();
    assertThat(
            simulator
                .calls()
                .maxInWindow(SimulatorClient.APP, CallKind.UNLIMITED, Duration.ofMinutes(1)))
        .isEqualTo(7);
  }

  @Test
  void callsWithABadBodyCountToo() throws Exception {
    start(APP.withMinuteLimit(2), SimulatorRules.defaults());
    assertThat(unlimited("{}")).isEqualTo(40169);
    assertThat(unlimited("no json")).isEqualTo(47001);
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
  }

  @Test
  void theMinuteLimitMayComeAs45009WithWordsAboutTheMinute() throws Exception {
    start(APP.withMinuteLimit(0), SimulatorRules.defaults().withMinuteErrcode(45009));
    JsonNode error =
        SimulatorClient.json(
            simulatorClient.post(SimulatorClient.UNLIMITED + query, "{\"scene\":\"a\"}"));
    assertThat(error.path("errcode").asInt()).isEqualTo(45009);
    assertThat(error.path("errmsg").stringValue()).contains("minute").doesNotContain("daily");
  }

  @Test
  void theDayLimitEndsAtMidnightInShanghai() throws Exception {
    clock.set("2026-03-01T15:59:00Z");
    start(APP.withDayLimit(2), SimulatorRules.defaults());
    assertThat(unlimited("{\"scene\":\"1\"}")).isZero();
    assertThat(unlimited("{\"scene\":\"2\"}")).isZero();
    JsonNode error =
        SimulatorClient.json(
            simulatorClient.post(SimulatorClient.UNLIMITED + query, "{\"scene\":\"3\"}"));
    assertThat(error.path("errcode").asInt()).isEqualTo(45009);
    assertThat(error.path("errmsg").stringValue()).contains("daily quota");
    clock.advance(Duration.ofMinutes(1));
    assertThat(unlimited("{\"scene\":\"3\"}")).isZero();
  }

  @Test
  void limitedAndSquareShareWhatTheyHaveForEver() throws Exception {
    start(APP.withPermanentQuota(2), SimulatorRules.defaults());
    assertThat(numUsed(SimulatorClient.LIMITED, "{\"path\":\"a\"}")).isEqualTo("1");
    assertThat(numUsed(SimulatorClient.LIMITED, "{\"path\":\"a\",\"width\":430}")).isEqualTo("1");
    assertThat(numUsed(SimulatorClient.SQUARE, "{\"path\":\"a\"}")).isEqualTo("2");
    assertThat(
            SimulatorClient.errcode(
                simulatorClient.post(SimulatorClient.SQUARE + query, "{\"path\":\"b\"}")))
        .isEqualTo(45029);
    assertThat(
            SimulatorClient.errcode(
                simulatorClient.post(SimulatorClient.LIMITED + query, "{\"path\":\"b\"}")))
        .isEqualTo(45029);
    assertThat(numUsed(SimulatorClient.LIMITED, "{\"path\":\"a\"}")).isEqualTo("2");
    assertThat(unlimited("{\"scene\":\"a\"}")).isZero();
  }

  @Test
  void aReleasedPageIsAcceptedFromThenOnAndWhatIsUsedStaysUsed() throws Exception {
    start(APP.withUnreleased("pages/new").withMinuteLimit(2), SimulatorRules.defaults());
    String body = "{\"scene\":\"a\",\"page\":\"pages/new\"}";
    assertThat(unlimited(body)).isEqualTo(41030);
    simulator.addApp(APP.withMinuteLimit(2));
    assertThat(unlimited(body)).isZero();
    assertThat(unlimited(body)).isEqualTo(45011);
  }

  @Test
  void theQuotaCallTellsWhatIsLeft() throws Exception {
    start(APP.withDayLimit(10), SimulatorRules.defaults());
    unlimited("{\"scene\":\"a\"}");
    unlimited("{\"scene\":\"a\"}");
    String route = "/cgi-bin/openapi/quota/get";
    JsonNode quota =
        SimulatorClient.json(
            simulatorClient.post(route + query, "{\"cgi_path\":\"/wxa/getwxacodeunlimit\"}"));
    assertThat(quota.path("errcode").asInt()).isZero();
    assertThat(quota.path("quota").toString())
        .isEqualTo("{\"daily_limit\":10,\"used\":2,\"remain\":8}");
    assertThat(quota.path("rate_limit").toString())
        .isEqualTo("{\"call_count\":5000,\"refresh_second\":60}");
    assertThat(
            SimulatorClient.errcode(simulatorClient.post(route + query, "{\"cgi_path\":\"/no\"}")))
        .isEqualTo(76021);
    assertThat(SimulatorClient.errcode(simulatorClient.post(route, "{}"))).isEqualTo(41001);
  }

  private int unlimited(String body) throws Exception {
    return SimulatorClient.errcode(simulatorClient.post(SimulatorClient.UNLIMITED + query, body));
  }

  private String numUsed(String route, String body) throws Exception {
    HttpResponse<byte[]> response = simulatorClient.post(route + query, body);
    assertThat(SimulatorClient.errcode(response)).isZero();
    return response.headers().firstValue("Num-Used").orElse("");
  }
}
