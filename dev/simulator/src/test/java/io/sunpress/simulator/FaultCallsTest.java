package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultCallsTest {
  private static final String BODY = "{\"scene\":\"a=1\",\"page\":\"pages/p\"}";
  private static final Duration QUIET = Duration.ofMillis(300);

  private WeChatSimulator simulator;
  private SimulatorClient simulatorClient;
  private String path;

  @BeforeEach
  void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    simulator.addApp(SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET));
    simulatorClient = new SimulatorClient(simulator);
    path = SimulatorClient.UNLIMITED + "?access_token=" + simulatorClient.token();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new SimulatedFault.Busy(), -1, "system error"),
        Arguments.of(new SimulatedFault.MinuteThrottle(), 45011, "minute"),
        Arguments.of(new SimulatedFault.MinuteThrottle(45009), 45009, "minute"),
        Arguments.of(new SimulatedFault.DayThrottle(), 45009, "daily quota"),
        Arguments.of(new SimulatedFault.AddressRefused(), 40164, "not in whitelist"),
        Arguments.of(new SimulatedFault.RevokedToken(), 40001, "invalid credential"),
        Arguments.of(
            new SimulatedFault.Api(48001, "api \"unauthorized\""), 48001, "api \"unauthorized\""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesInWeChatsOwnForm(SimulatedFault fault, int errcode, String words) throws Exception {
    simulator.faults().next(fault, 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(SimulatorClient.type(response)).isEqualTo("application/json; encoding=utf-8");
    assertThat(SimulatorClient.json(response).path("errcode").asInt()).isEqualTo(errcode);
    assertThat(SimulatorClient.json(response).path("errmsg").stringValue())
        .contains(words)
        .contains(" rid: ");
    RecordedCall recordedCall = newest();
    assertThat(recordedCall.outcome()).isEqualTo(new RecordedOutcome.Error(errcode));
    assertThat(recordedCall.fault()).isEqualTo(fault.label());
  }

  @Test
  void aRevokedTokenIsReallyDead() throws Exception {
    simulator.faults().next(new SimulatedFault.RevokedToken(), 1);
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isEqualTo(40001);
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isEqualTo(40001);
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isZero();
  }

  @Test
  void theSameDeadTokenIsHandedOutAgainAsOftenAsSaid() throws Exception {
    String dead = simulatorClient.token();
    simulator.faults().next(new SimulatedFault.RevokedToken(), 1);
    simulator.faults().next(new SimulatedFault.SameDeadToken(), 2);
    simulatorClient.post(path, BODY);
    assertThat(simulatorClient.token()).isEqualTo(dead);
    assertThat(simulatorClient.token()).isEqualTo(dead);
    assertThat(simulatorClient.errcodeWith(dead)).isEqualTo(40001);
    assertThat(simulatorClient.errcodeWith(simulatorClient.token())).isZero();
  }

  @Test
  void anAddressIsRefusedAtTheTokenCallToo() throws Exception {
    simulator.faults().always(new SimulatedFault.AddressRefused(), 1, 1);
    assertThat(simulatorClient.stable(false).path("errcode").asInt()).isEqualTo(40164);
    assertThat(simulatorClient.classic().path("errcode").asInt()).isEqualTo(40164);
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isEqualTo(40164);
    simulator.faults().clear();
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isZero();
  }

  @Test
  void aWrongSecretMayBe40001AtTheTokenCall() throws Exception {
    FaultScope tokenCalls = FaultScope.calls(CallKind.STABLE_TOKEN);
    simulator.faults().next(new SimulatedFault.Api(40001, "invalid credential"), 1, tokenCalls);
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isZero();
    assertThat(simulatorClient.stable(false).path("errcode").asInt()).isEqualTo(40001);
    assertThat(simulatorClient.stable(false).has("access_token")).isTrue();
  }

  @Test
  void aFaultOfOneAppLeavesTheOthersAlone() throws Exception {
    simulator.faults().always(new SimulatedFault.Busy(), 1, 1, FaultScope.app("wxother"));
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isZero();
    simulator.faults().always(new SimulatedFault.Busy(), 1, 1, FaultScope.app(SimulatorClient.APP));
    assertThat(SimulatorClient.errcode(simulatorClient.post(path, BODY))).isEqualTo(-1);
  }

  @Test
  void aGatewaysErrorIsAPageOfHtml() throws Exception {
    simulator.faults().next(new SimulatedFault.ServerError(503), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(SimulatorClient.type(response)).isEqualTo("text/html");
    assertThat(new String(response.body())).startsWith("<html>");
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Broken());
  }

  @Test
  void aHangSendsNothingUntilTheCallerGoes() throws Exception {
    simulator.faults().next(new SimulatedFault.Hang(), 1);
    RawHttpExchange recordedCall = RawHttpExchange.post(simulator, path, BODY, QUIET);
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.STILL_OPEN);
    assertThat(recordedCall.head()).isEmpty();
    assertThat(simulator.calls().awaitIdle(Duration.ofSeconds(5))).isTrue();
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Broken());
  }

  @Test
  void aHangMayEndByClosing() throws Exception {
    simulator.faults().next(new SimulatedFault.Hang(Duration.ofMillis(50)), 1);
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.CLOSED);
    assertThat(recordedCall.head()).isEmpty();
  }

  @Test
  void aSlowDripBringsTheWholePictureInTheEnd() throws Exception {
    simulator.faults().next(new SimulatedFault.SlowDrip(20_000, Duration.ofMillis(20)), 1);
    long start = System.nanoTime();
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    assertThat(SimulatedCodeReader.read(response.body()).scene()).isEqualTo("a=1");
    assertThat(newest().outcome()).isInstanceOf(RecordedOutcome.Picture.class);
  }

  @Test
  void aCutComesAfterExactlySoManyBytes() throws Exception {
    simulator.faults().next(new SimulatedFault.CutAfter(12_345), 1);
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(recordedCall.body()).hasSize(12_345).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.CLOSED);
    assertThat(recordedCall.declaredLength()).isGreaterThan(100_000);
  }

  @Test
  void aResetIsAReset() throws Exception {
    simulator.faults().next(new SimulatedFault.Reset(), 1);
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.RESET);
  }

  @Test
  void aLengthMayBeTooLarge() throws Exception {
    simulator.faults().next(new SimulatedFault.WrongLength(10), 1);
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(recordedCall.declaredLength()).isEqualTo(recordedCall.body().length + 10);
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.CLOSED);
  }

  @Test
  void aLengthMayBeTooSmall() throws Exception {
    simulator.faults().next(new SimulatedFault.WrongLength(-10), 1);
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(recordedCall.declaredLength()).isEqualTo(recordedCall.body().length - 10);
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.CLOSED);
  }

  @Test
  void anErrorMayComeAsAnImage() throws Exception {
    simulator.faults().next(new SimulatedFault.ErrorUnderImageType(), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(SimulatorClient.type(response)).isEqualTo("image/jpeg");
    assertThat(SimulatorClient.errcode(response)).isEqualTo(-1);
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Error(-1));
  }

  @Test
  void aPictureMayComeAsText() throws Exception {
    simulator.faults().next(new SimulatedFault.ImageUnderTextType(), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(SimulatorClient.type(response)).isEqualTo("text/plain");
    assertThat(SimulatedCodeReader.read(response.body()).page()).isEqualTo("pages/p");
  }

  @Test
  void aTruncatedPictureHasALengthThatAgrees() throws Exception {
    int whole = simulatorClient.post(path, BODY).body().length;
    simulator.faults().next(new SimulatedFault.TruncatedPicture(0.9), 1);
    byte[] part = simulatorClient.post(path, BODY).body();
    assertThat(part).hasSize((int) (whole * 0.9)).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(part[part.length - 1]).isNotEqualTo((byte) 0xD9);
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Broken());
  }

  @Test
  void aBodyMayBeEmpty() throws Exception {
    simulator.faults().next(new SimulatedFault.EmptyBody(), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aBodyMayBeJsonWithoutErrcode() throws Exception {
    simulator.faults().next(new SimulatedFault.NeitherImageNorError(), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(SimulatorClient.json(response).has("errcode")).isFalse();
  }

  @Test
  void aBodyMayBeHuge() throws Exception {
    simulator.faults().next(new SimulatedFault.HugeBody(30_000_000), 1);
    assertThat(simulatorClient.post(path, BODY).body()).hasSize(30_000_000);
  }

  @Test
  void aPictureMayBeAnotherOne() throws Exception {
    simulator.faults().next(new SimulatedFault.OtherPicture(300), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(SimulatedCodeReader.read(response.body()).page()).isEqualTo("pages/other");
    assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth()).isEqualTo(300);
  }

  @Test
  void aBodyMayBeCalledGzipAndBeNone() throws Exception {
    simulator.faults().next(new SimulatedFault.BrokenGzip(), 1);
    HttpResponse<byte[]> response = simulatorClient.post(path, BODY);
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.body()).startsWith(0x1F, 0x8B);
    assertThatThrownBy(
            () -> new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .isInstanceOf(IOException.class);
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Broken());
  }

  @Test
  void chunksMayEndBeforeTheLastOne() throws Exception {
    simulator.faults().next(new SimulatedFault.CutChunk(5_000), 1);
    assertThatThrownBy(() -> simulatorClient.post(path, BODY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chunked");
    assertThat(newest().outcome()).isEqualTo(new RecordedOutcome.Broken());
  }

  @Test
  void playsTheNextOnesInOrderThenThoseThatAreAlwaysOn() throws Exception {
    simulator.faults().always(new SimulatedFault.Api(50002, "user limited"), 1, 1);
    simulator.faults().next(new SimulatedFault.Busy(), 2);
    simulator.faults().next(new SimulatedFault.DayThrottle(), 1);
    int[] errcodes = new int[5];
    for (int i = 0; i < errcodes.length; i++) {
      errcodes[i] = SimulatorClient.errcode(simulatorClient.post(path, BODY));
    }
    assertThat(errcodes).containsExactly(-1, -1, 45009, 50002, 50002);
  }

  @Test
  void aShareIsAboutThatShareAndTheSameForTheSameSeed() {
    long seed = 7;
    String first = played(seed);
    assertThat(first).isEqualTo(played(seed)).isNotEqualTo(played(seed + 1));
    assertThat(first.chars().filter(c -> c == 'x').count()).isBetween(50L, 150L);
  }

  @Test
  void everyFaultHasAnAdminNameThatIsItsLabel() throws Exception {
    for (Class<?> fault : SimulatedFault.class.getPermittedSubclasses()) {
      for (Class<?> each : fault.isInterface() ? fault.getPermittedSubclasses() : one(fault)) {
        String name = each.getSimpleName();
        String label = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        var response = simulatorClient.post("/_sim/faults", "{\"fault\":\"" + label + "\"}");
        assertThat(response.statusCode()).as(label).isEqualTo(200);
      }
    }
  }

  private static Class<?>[] one(Class<?> only) {
    return new Class<?>[] {only};
  }

  private String played(long seed) {
    simulator.faults().clear();
    simulator.faults().always(new SimulatedFault.Busy(), 0.1, seed);
    StringBuilder played = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      boolean hit = simulator.faults().pick(SimulatorClient.APP, CallKind.UNLIMITED).isPresent();
      played.append(hit ? 'x' : '.');
    }
    return played.toString();
  }

  private RecordedCall newest() {
    return simulator.calls().newest(1).get(0);
  }
}
