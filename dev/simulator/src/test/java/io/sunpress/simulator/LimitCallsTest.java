package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.picture.PictureSize;
import io.sunpress.simulator.wechat.Rules;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LimitCallsTest {
  private static final SimulatedApp APP = SimulatedApp.of(Caller.APP, Caller.SECRET);

  private final SettableClock clock = new SettableClock();
  private WeChatSimulator simulator;
  private Caller caller;
  private String query;

  private void start(SimulatedApp app, Rules rules) throws Exception {
    simulator =
        WeChatSimulator.start(
            SimulatorSettings.defaults()
                .withClock(clock)
                .withRules(rules)
                .withPictureSize(PictureSize.UNPADDED));
    simulator.addApp(app);
    caller = new Caller(simulator);
    query = "?access_token=" + caller.token();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theMinuteLimitIsExactAndEachAppHasItsOwn() throws Exception {
    start(APP.withMinuteLimit(5), Rules.defaults());
    for (int i = 0; i < 5; i++) {
      assertThat(unlimited("{\"scene\":\"" + i + "\"}")).isZero();
    }
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
    clock.advance(Duration.ofMillis(59_999));
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
    assertThat(Caller.errcode(caller.post(Caller.LIMITED + query, "{\"path\":\"p\"}"))).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(unlimited("{\"scene\":\"x\"}")).isZero();
    assertThat(simulator.calls().maxInWindow(Caller.APP, CallKind.UNLIMITED, Duration.ofMinutes(1)))
        .isEqualTo(7);
  }

  @Test
  void callsWithABadBodyCountToo() throws Exception {
    start(APP.withMinuteLimit(2), Rules.defaults());
    assertThat(unlimited("{}")).isEqualTo(40169);
    assertThat(unlimited("no json")).isEqualTo(47001);
    assertThat(unlimited("{\"scene\":\"x\"}")).isEqualTo(45011);
  }

  @Test
  void theMinuteLimitMayComeAs45009WithWordsAboutTheMinute() throws Exception {
    start(APP.withMinuteLimit(0), Rules.defaults().withMinuteErrcode(45009));
    JsonNode error = Caller.json(caller.post(Caller.UNLIMITED + query, "{\"scene\":\"a\"}"));
    assertThat(error.path("errcode").asInt()).isEqualTo(45009);
    assertThat(error.path("errmsg").stringValue()).contains("minute").doesNotContain("daily");
  }

  @Test
  void theDayLimitEndsAtMidnightInShanghai() throws Exception {
    clock.set("2026-03-01T15:59:00Z");
    start(APP.withDayLimit(2), Rules.defaults());
    assertThat(unlimited("{\"scene\":\"1\"}")).isZero();
    assertThat(unlimited("{\"scene\":\"2\"}")).isZero();
    JsonNode error = Caller.json(caller.post(Caller.UNLIMITED + query, "{\"scene\":\"3\"}"));
    assertThat(error.path("errcode").asInt()).isEqualTo(45009);
    assertThat(error.path("errmsg").stringValue()).contains("daily quota");
    clock.advance(Duration.ofMinutes(1));
    assertThat(unlimited("{\"scene\":\"3\"}")).isZero();
  }

  @Test
  void limitedAndSquareShareWhatTheyHaveForEver() throws Exception {
    start(APP.withPermanentQuota(2), Rules.defaults());
    assertThat(numUsed(Caller.LIMITED, "{\"path\":\"a\"}")).isEqualTo("1");
    assertThat(numUsed(Caller.LIMITED, "{\"path\":\"a\",\"width\":430}")).isEqualTo("1");
    assertThat(numUsed(Caller.SQUARE, "{\"path\":\"a\"}")).isEqualTo("2");
    assertThat(Caller.errcode(caller.post(Caller.SQUARE + query, "{\"path\":\"b\"}")))
        .isEqualTo(45029);
    assertThat(Caller.errcode(caller.post(Caller.LIMITED + query, "{\"path\":\"b\"}")))
        .isEqualTo(45029);
    assertThat(numUsed(Caller.LIMITED, "{\"path\":\"a\"}")).isEqualTo("2");
    assertThat(unlimited("{\"scene\":\"a\"}")).isZero();
  }

  @Test
  void aReleasedPageIsAcceptedFromThenOnAndWhatIsUsedStaysUsed() throws Exception {
    start(APP.withUnreleased("pages/new").withMinuteLimit(2), Rules.defaults());
    String body = "{\"scene\":\"a\",\"page\":\"pages/new\"}";
    assertThat(unlimited(body)).isEqualTo(41030);
    simulator.addApp(APP.withMinuteLimit(2));
    assertThat(unlimited(body)).isZero();
    assertThat(unlimited(body)).isEqualTo(45011);
  }

  @Test
  void theQuotaCallTellsWhatIsLeft() throws Exception {
    start(APP.withDayLimit(10), Rules.defaults());
    unlimited("{\"scene\":\"a\"}");
    unlimited("{\"scene\":\"a\"}");
    String route = "/cgi-bin/openapi/quota/get";
    JsonNode quota =
        Caller.json(caller.post(route + query, "{\"cgi_path\":\"/wxa/getwxacodeunlimit\"}"));
    assertThat(quota.path("errcode").asInt()).isZero();
    assertThat(quota.path("quota").toString())
        .isEqualTo("{\"daily_limit\":10,\"used\":2,\"remain\":8}");
    assertThat(quota.path("rate_limit").toString())
        .isEqualTo("{\"call_count\":5000,\"refresh_second\":60}");
    assertThat(Caller.errcode(caller.post(route + query, "{\"cgi_path\":\"/no\"}")))
        .isEqualTo(76021);
    assertThat(Caller.errcode(caller.post(route, "{}"))).isEqualTo(41001);
  }

  private int unlimited(String body) throws Exception {
    return Caller.errcode(caller.post(Caller.UNLIMITED + query, body));
  }

  private String numUsed(String route, String body) throws Exception {
    HttpResponse<byte[]> response = caller.post(route + query, body);
    assertThat(Caller.errcode(response)).isZero();
    return response.headers().firstValue("Num-Used").orElse("");
  }
}
