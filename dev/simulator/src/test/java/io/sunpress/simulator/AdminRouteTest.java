package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AdminRouteTest {
  private WeChatSimulator simulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    caller = new Caller(simulator);
    String app =
        """
        {"appId":"%s","secret":"%s","minuteLimit":3,"unreleased":["pages/new"]}"""
            .formatted(Caller.APP, Caller.SECRET);
    assertThat(caller.post("/_sim/apps", app).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void anAppIsKnownWithItsLimitsAndPages() throws Exception {
    String path = Caller.UNLIMITED + "?access_token=" + caller.token();
    String unreleased = "{\"scene\":\"a\",\"page\":\"pages/new\"}";
    assertThat(Caller.errcode(caller.post(path, unreleased))).isEqualTo(41030);
    assertThat(caller.errcodeWith(caller.token())).isZero();
    assertThat(caller.errcodeWith(caller.token())).isZero();
    assertThat(caller.errcodeWith(caller.token())).isEqualTo(45011);
  }

  @Test
  void faultsAreSetAndForgotten() throws Exception {
    String fault =
        """
        {"fault":"api","errcode":48001,"errmsg":"api unauthorized","times":5,
         "app":"%s","calls":["unlimited"]}"""
            .formatted(Caller.APP);
    assertThat(caller.post("/_sim/faults", fault).statusCode()).isEqualTo(200);
    assertThat(caller.errcodeWith(caller.token())).isEqualTo(48001);
    assertThat(caller.send("DELETE", "/_sim/faults").statusCode()).isEqualTo(200);
    assertThat(caller.errcodeWith(caller.token())).isZero();
    caller.post("/_sim/faults", "{\"fault\":\"busy\",\"share\":1.0,\"seed\":3}");
    assertThat(caller.errcodeWith(caller.token())).isEqualTo(-1);
  }

  @Test
  void latencyIsSet() throws Exception {
    String latency = "{\"medianMillis\":120,\"p99Millis\":120,\"seed\":1}";
    assertThat(caller.post("/_sim/latency", latency).statusCode()).isEqualTo(200);
    long start = System.nanoTime();
    caller.token();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void callsAreShownNewestFirstAndWithoutSecrets() throws Exception {
    String token = caller.token();
    caller.errcodeWith(token);
    var response = caller.send("GET", "/_sim/calls?limit=1");
    JsonNode report = Caller.json(response);
    assertThat(report.path("total").asInt()).isEqualTo(2);
    assertThat(report.path("byOutcome").toString()).isEqualTo("{\"answered\":1,\"picture\":1}");
    assertThat(report.path("mostInAMinute").path(Caller.APP).asInt()).isEqualTo(1);
    assertThat(report.path("newest")).hasSize(1);
    assertThat(report.path("newest").get(0).path("scene").stringValue()).isEqualTo("a=1");
    assertThat(report.path("newest").get(0).path("sha256").stringValue()).hasSize(64);
    assertThat(new String(response.body())).doesNotContain(token).doesNotContain(Caller.SECRET);
  }

  @Test
  void healthIsOk() throws Exception {
    var response = caller.send("GET", "/_sim/health");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(simulator.calls().total()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/_sim/faults  | {'fault':'earthquake'}",
        "/_sim/faults  | {'fault':'busy','times':0}",
        "/_sim/faults  | {'fault':'busy','share':2}",
        "/_sim/faults  | {'fault':'busy','calls':['nothing']}",
        "/_sim/faults  | {'fault':'slowDrip','bytes':0}",
        "/_sim/faults  | no json",
        "/_sim/latency | {'medianMillis':10,'p99Millis':5}",
        "/_sim/apps    | {'appId':'wx1'}",
      })
  void whatCantBeIsRefusedWithAReason(String route, String body) throws Exception {
    var response = caller.post(route, body.replace('\'', '"'));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Caller.json(response).path("error").stringValue()).isNotBlank();
  }

  @Test
  void otherAdminRoutesAreNotFound() throws Exception {
    assertThat(caller.send("GET", "/_sim/nothing").statusCode()).isEqualTo(404);
    assertThat(caller.send("DELETE", "/_sim/calls").statusCode()).isEqualTo(404);
  }
}
