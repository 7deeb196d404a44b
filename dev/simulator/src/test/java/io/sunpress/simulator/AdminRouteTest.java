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
  private SimulatorClient simulatorClient;

  @BeforeEach
  void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    simulatorClient = new SimulatorClient(simulator);
    String app =
        """
        {"appId":"%s","secret":"%s","minuteLimit":3,"unreleased":["pages/new"]}"""
            .formatted(SimulatorClient.APP, SimulatorClient.SECRET);
    assertThat(simulatorClient.post("/_sim/apps", app).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void anAppIsKnownWithItsLimitsAndPages() throws Exception {
    String path = SimulatorClient.UNLIMITED + "?access_token=" + simulatorClient.token();
    String unreleased = "{\"scene\":\"a\",\"page\":\"pages/new\"}";
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, unreleased))).isEqualTo(41030);
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isZero();
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isZero();
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isEqualTo(45011);
  }

  @Test
  void faultsAreSetAndForgotten() throws Exception {
    String fault =
        """
        {"fault":"api","errcode":48001,"errmsg":"api unauthorized","times":5,
         "app":"%s","calls":["unlimited"]}"""
            .formatted(SimulatorClient.APP);
    assertThat(simulatorClient.post("/_sim/faults", fault).statusCode()).isEqualTo(200);
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isEqualTo(48001);
    assertThat(simulatorClient.send("DELETE", "/_sim/faults").statusCode()).isEqualTo(200);
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isZero();
    simulatorClient.post("/_sim/faults", "{\"fault\":\"busy\",\"share\":1.0,\"seed\":3}");
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isEqualTo(-1);
  }

  @Test
  void latencyIsSet() throws Exception {
    String latency = "{\"medianMillis\":120,\"p99Millis\":120,\"seed\":1}";
    assertThat(simulatorClient.post("/_sim/latency", latency).statusCode()).isEqualTo(200);
    long start = System.nanoTime();
    simulatorClient.token();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void callsAreShownNewestFirstAndWithoutSecrets() throws Exception {
    String token = simulatorClient.token();
    simulatorClient.errcodeWith(token);
    var response = simulatorClient.send("GET", "/_sim/calls?limit=1");
    JsonNode report = SimulatorClient.json(response);
    assertThat(report.path("total").asInt()).isEqualTo(2);
    assertThat(report.path("byOutcome").toString()).isEqualTo("{\"answered\":1,\"picture\":1}");
    assertThat(report.path("mostInAMinute").path(SimulatorClient.APP).asInt()).isEqualTo(1);
    assertThat(report.path("newest")).hasSize(1);
    assertThat(report.path("newest").get(0).path("scene").stringValue()).isEqualTo("a=1");
    assertThat(report.path("newest").get(0).path("sha256").stringValue()).hasSize(64);
    assertThat(new String(response.body()))
        .doesNotContain(token)
        .doesNotContain(SimulatorClient.SECRET);
  }

  @Test
  void healthIsOk() throws Exception {
    var response = simulatorClient.send("GET", "/_sim/health");
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
    var response = simulatorClient.post(route, body.replace('\'', '"'));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(SimulatorClient.json(response).path("error").stringValue()).isNotBlank();
  }

  @Test
  void otherAdminRoutesAreNotFound() throws Exception {
    assertThat(simulatorClient.send("GET", "/_sim/nothing").statusCode()).isEqualTo(404);
    assertThat(simulatorClient.send("DELETE", "/_sim/calls").statusCode()).isEqualTo(404);
  }
}
