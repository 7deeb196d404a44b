package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.SettableClock;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TokenCallsTest {
  private final SettableClock clock = new SettableClock("2026-03-01T02:00:00Z");
  private WeChatSimulator simulator;
  private SimulatorClient simulatorClient;

  @BeforeEach
  void start() {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults().withClock(clock));
    simulator.addApp(SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET));
    simulatorClient = new SimulatorClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void everyCallerGetsTheSameStableTokenUntilFiveMinutesAreLeft() throws Exception {
    JsonNode first = simulatorClient.stable(false);
    assertThat(first.path("expires_in").asInt()).isEqualTo(7200);
    clock.advance(Duration.ofSeconds(6900));
    JsonNode last = simulatorClient.stable(false);
    assertThat(last.path("access_token")).isEqualTo(first.path("access_token"));
    assertThat(last.path("expires_in").asInt()).isEqualTo(300);
  }

  @Test
  void oldAndNewStableTokenBothWorkForTheLastFiveMinutes() throws Exception {
    String old = simulatorClient.token();
    clock.advance(Duration.ofSeconds(6901));
    JsonNode next = simulatorClient.stable(false);
    assertThat(next.path("expires_in").asInt()).isEqualTo(7200);
    String fresh = next.path("access_token").stringValue();
    assertThat(fresh).isNotEqualTo(old).hasSizeLessThanOrEqualTo(512);
    clock.advance(Duration.ofSeconds(298));
    assertThat(simulatorClient.errcodeWith(old)).isZero();
    assertThat(simulatorClient.errcodeWith(fresh)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(simulatorClient.errcodeWith(old)).isEqualTo(42001);
    assertThat(simulatorClient.errcodeWith(fresh)).isZero();
  }

  @Test
  void aForcedRefreshKillsTheOldTokenAtOnce() throws Exception {
    String old = simulatorClient.token();
    String fresh = simulatorClient.stable(true).path("access_token").stringValue();
    assertThat(simulatorClient.errcodeWith(old)).isEqualTo(40001);
    assertThat(simulatorClient.errcodeWith(fresh)).isZero();
    assertThat(simulatorClient.token()).isEqualTo(fresh);
    assertThat(simulator.calls().where(call -> call.facts().forced())).hasSize(1);
  }

  @Test
  void forcedRefreshesAreThirtySecondsApart() throws Exception {
    simulatorClient.stable(true);
    clock.advance(Duration.ofMillis(29_999));
    assertThat(simulatorClient.stable(true).path("errcode").asInt()).isEqualTo(45011);
    clock.advance(Duration.ofMillis(1));
    assertThat(simulatorClient.stable(true).has("access_token")).isTrue();
  }

  @Test
  void thereAreTwentyForcedRefreshesADayOfShanghai() throws Exception {
    clock.set("2026-03-01T15:30:00Z");
    for (int i = 0; i < 20; i++) {
      assertThat(simulatorClient.stable(true).has("access_token")).as("refresh %d", i + 1).isTrue();
      clock.advance(Duration.ofSeconds(31));
    }
    assertThat(simulatorClient.stable(true).path("errcode").asInt()).isEqualTo(45009);
    clock.set("2026-03-01T16:00:00Z");
    assertThat(simulatorClient.stable(true).has("access_token")).isTrue();
  }

  @Test
  void eachClassicTokenVoidsTheLastOneButNoStableOne() throws Exception {
    String stable = simulatorClient.token();
    String first = simulatorClient.classic().path("access_token").stringValue();
    assertThat(simulatorClient.errcodeWith(first)).isZero();
    String second = simulatorClient.classic().path("access_token").stringValue();
    assertThat(simulatorClient.errcodeWith(first)).isEqualTo(40001);
    assertThat(simulatorClient.errcodeWith(second)).isZero();
    assertThat(simulatorClient.errcodeWith(stable)).isZero();
    simulatorClient.stable(true);
    assertThat(simulatorClient.errcodeWith(second)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "client_credential, wx0123456789abcdef, wrong, 40125",
    "client_credential, wxunknown, 0123456789abcdef0123456789abcdef, 40013",
    "client_credential, '', 0123456789abcdef0123456789abcdef, 41002",
    "client_credential, wx0123456789abcdef, '', 41004",
    "authorization_code, wx0123456789abcdef, 0123456789abcdef0123456789abcdef, 40002",
    "'', wx0123456789abcdef, 0123456789abcdef0123456789abcdef, 40002",
  })
  void refusesWrongCredentials(String grant, String app, String secret, int errcode)
      throws Exception {
    String query = "?grant_type=" + grant + "&appid=" + app + "&secret=" + secret;
    assertThat(SimulatorClient.errcode(simulatorClient.send("GET", "/cgi-bin/token" + query)))
        .isEqualTo(errcode);
    String body = SimulatorClient.stableBody(grant, app, secret, false);
    assertThat(SimulatorClient.errcode(simulatorClient.post(SimulatorClient.STABLE, body)))
        .isEqualTo(errcode);
  }

  @Test
  void refusesBodiesThatAreNoJsonObjectAndTheWrongMethod() throws Exception {
    String form = "grant_type=client_credential&appid=" + SimulatorClient.APP;
    String type = "application/x-www-form-urlencoded";
    assertThat(SimulatorClient.errcode(simulatorClient.post(SimulatorClient.STABLE, form, type)))
        .isEqualTo(47001);
    assertThat(SimulatorClient.errcode(simulatorClient.post(SimulatorClient.STABLE, "[]")))
        .isEqualTo(47001);
    assertThat(SimulatorClient.errcode(simulatorClient.send("GET", SimulatorClient.STABLE)))
        .isEqualTo(43002);
    assertThat(SimulatorClient.errcode(simulatorClient.post("/cgi-bin/token", "{}")))
        .isEqualTo(43001);
  }

  @Test
  void neitherTokenNorSecretIsPrinted() {
    assertThat(SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET).toString())
        .contains(SimulatorClient.APP)
        .doesNotContain(SimulatorClient.SECRET);
  }
}
