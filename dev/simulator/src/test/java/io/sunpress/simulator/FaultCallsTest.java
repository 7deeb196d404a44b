package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.ledger.Call;
import io.sunpress.simulator.ledger.CallKind;
import io.sunpress.simulator.ledger.Outcome;
import io.sunpress.simulator.picture.CodeReader;
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
  private Caller caller;
  private String path;

  @BeforeEach
  void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    simulator.addApp(SimulatedApp.of(Caller.APP, Caller.SECRET));
    caller = new Caller(simulator);
    path = Caller.UNLIMITED + "?access_token=" + caller.token();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new Fault.Busy(), -1, "system error"),
        Arguments.of(new Fault.MinuteThrottle(), 45011, "minute"),
        Arguments.of(new Fault.MinuteThrottle(45009), 45009, "minute"),
        Arguments.of(new Fault.DayThrottle(), 45009, "daily quota"),
        Arguments.of(new Fault.AddressRefused(), 40164, "not in whitelist"),
        Arguments.of(new Fault.RevokedToken(), 40001, "invalid credential"),
        Arguments.of(new Fault.Api(48001, "api \"unauthorized\""), 48001, "api \"unauthorized\""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesInWeChatsOwnForm(Fault fault, int errcode, String words) throws Exception {
    simulator.faults().next(fault, 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Caller.type(response)).isEqualTo("application/json; encoding=utf-8");
    assertThat(Caller.json(response).path("errcode").asInt()).isEqualTo(errcode);
    assertThat(Caller.json(response).path("errmsg").stringValue())
        .contains(words)
        .contains(" rid: ");
    Call call = newest();
    assertThat(call.outcome()).isEqualTo(new Outcome.Error(errcode));
    assertThat(call.fault()).isEqualTo(fault.label());
  }

  @Test
  void aRevokedTokenIsReallyDead() throws Exception {
    simulator.faults().next(new Fault.RevokedToken(), 1);
    assertThat(Caller.errcode(caller.post(path, BODY))).isEqualTo(40001);
    assertThat(Caller.errcode(caller.post(path, BODY))).isEqualTo(40001);
    assertThat(caller.errcodeWith(caller.token())).isZero();
  }

  @Test
  void theSameDeadTokenIsHandedOutAgainAsOftenAsSaid() throws Exception {
    String dead = caller.token();
    simulator.faults().next(new Fault.RevokedToken(), 1);
    simulator.faults().next(new Fault.SameDeadToken(), 2);
    caller.post(path, BODY);
    assertThat(caller.token()).isEqualTo(dead);
    assertThat(caller.token()).isEqualTo(dead);
    assertThat(caller.errcodeWith(dead)).isEqualTo(40001);
    assertThat(caller.errcodeWith(caller.token())).isZero();
  }

  @Test
  void anAddressIsRefusedAtTheTokenCallToo() throws Exception {
    simulator.faults().always(new Fault.AddressRefused(), 1, 1);
    assertThat(caller.stable(false).path("errcode").asInt()).isEqualTo(40164);
    assertThat(caller.classic().path("errcode").asInt()).isEqualTo(40164);
    assertThat(Caller.errcode(caller.post(path, BODY))).isEqualTo(40164);
    simulator.faults().clear();
    assertThat(Caller.errcode(caller.post(path, BODY))).isZero();
  }

  @Test
  void aWrongSecretMayBe40001AtTheTokenCall() throws Exception {
    FaultScope tokenCalls = FaultScope.calls(CallKind.STABLE_TOKEN);
    simulator.faults().next(new Fault.Api(40001, "invalid credential"), 1, tokenCalls);
    assertThat(Caller.errcode(caller.post(path, BODY))).isZero();
    assertThat(caller.stable(false).path("errcode").asInt()).isEqualTo(40001);
    assertThat(caller.stable(false).has("access_token")).isTrue();
  }

  @Test
  void aFaultOfOneAppLeavesTheOthersAlone() throws Exception {
    simulator.faults().always(new Fault.Busy(), 1, 1, FaultScope.app("wxother"));
    assertThat(Caller.errcode(caller.post(path, BODY))).isZero();
    simulator.faults().always(new Fault.Busy(), 1, 1, FaultScope.app(Caller.APP));
    assertThat(Caller.errcode(caller.post(path, BODY))).isEqualTo(-1);
  }

  @Test
  void aGatewaysErrorIsAPageOfHtml() throws Exception {
    simulator.faults().next(new Fault.ServerError(503), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Caller.type(response)).isEqualTo("text/html");
    assertThat(new String(response.body())).startsWith("<html>");
    assertThat(newest().outcome()).isEqualTo(new Outcome.Broken());
  }

  @Test
  void aHangSendsNothingUntilTheCallerGoes() throws Exception {
    simulator.faults().next(new Fault.Hang(), 1);
    RawCall call = RawCall.post(simulator, path, BODY, QUIET);
    assertThat(call.end()).isEqualTo(RawCall.End.STILL_OPEN);
    assertThat(call.head()).isEmpty();
    assertThat(simulator.calls().awaitIdle(Duration.ofSeconds(5))).isTrue();
    assertThat(newest().outcome()).isEqualTo(new Outcome.Broken());
  }

  @Test
  void aHangMayEndByClosing() throws Exception {
    simulator.faults().next(new Fault.Hang(Duration.ofMillis(50)), 1);
    RawCall call = RawCall.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(call.end()).isEqualTo(RawCall.End.CLOSED);
    assertThat(call.head()).isEmpty();
  }

  @Test
  void aSlowDripBringsTheWholePictureInTheEnd() throws Exception {
    simulator.faults().next(new Fault.SlowDrip(20_000, Duration.ofMillis(20)), 1);
    long start = System.nanoTime();
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    assertThat(CodeReader.read(response.body()).scene()).isEqualTo("a=1");
    assertThat(newest().outcome()).isInstanceOf(Outcome.Picture.class);
  }

  @Test
  void aCutComesAfterExactlySoManyBytes() throws Exception {
    simulator.faults().next(new Fault.CutAfter(12_345), 1);
    RawCall call = RawCall.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(call.body()).hasSize(12_345).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(call.end()).isEqualTo(RawCall.End.CLOSED);
    assertThat(call.declaredLength()).isGreaterThan(100_000);
  }

  @Test
  void aResetIsAReset() throws Exception {
    simulator.faults().next(new Fault.Reset(), 1);
    RawCall call = RawCall.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(call.end()).isEqualTo(RawCall.End.RESET);
  }

  @Test
  void aLengthMayBeTooLarge() throws Exception {
    simulator.faults().next(new Fault.WrongLength(10), 1);
    RawCall call = RawCall.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(call.declaredLength()).isEqualTo(call.body().length + 10);
    assertThat(call.end()).isEqualTo(RawCall.End.CLOSED);
  }

  @Test
  void aLengthMayBeTooSmall() throws Exception {
    simulator.faults().next(new Fault.WrongLength(-10), 1);
    RawCall call = RawCall.post(simulator, path, BODY, Duration.ofSeconds(5));
    assertThat(call.declaredLength()).isEqualTo(call.body().length - 10);
    assertThat(call.end()).isEqualTo(RawCall.End.CLOSED);
  }

  @Test
  void anErrorMayComeAsAnImage() throws Exception {
    simulator.faults().next(new Fault.ErrorUnderImageType(), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(Caller.type(response)).isEqualTo("image/jpeg");
    assertThat(Caller.errcode(response)).isEqualTo(-1);
    assertThat(newest().outcome()).isEqualTo(new Outcome.Error(-1));
  }

  @Test
  void aPictureMayComeAsText() throws Exception {
    simulator.faults().next(new Fault.ImageUnderTextType(), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(Caller.type(response)).isEqualTo("text/plain");
    assertThat(CodeReader.read(response.body()).page()).isEqualTo("pages/p");
  }

  @Test
  void aTruncatedPictureHasALengthThatAgrees() throws Exception {
    int whole = caller.post(path, BODY).body().length;
    simulator.faults().next(new Fault.TruncatedPicture(0.9), 1);
    byte[] part = caller.post(path, BODY).body();
    assertThat(part).hasSize((int) (whole * 0.9)).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(part[part.length - 1]).isNotEqualTo((byte) 0xD9);
    assertThat(newest().outcome()).isEqualTo(new Outcome.Broken());
  }

  @Test
  void aBodyMayBeEmpty() throws Exception {
    simulator.faults().next(new Fault.EmptyBody(), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aBodyMayBeJsonWithoutErrcode() throws Exception {
    simulator.faults().next(new Fault.NeitherImageNorError(), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(Caller.json(response).has("errcode")).isFalse();
  }

  @Test
  void aBodyMayBeHuge() throws Exception {
    simulator.faults().next(new Fault.HugeBody(30_000_000), 1);
    assertThat(caller.post(path, BODY).body()).hasSize(30_000_000);
  }

  @Test
  void aPictureMayBeAnotherOne() throws Exception {
    simulator.faults().next(new Fault.OtherPicture(300), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(CodeReader.read(response.body()).page()).isEqualTo("pages/other");
    assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth()).isEqualTo(300);
  }

  @Test
  void aBodyMayBeCalledGzipAndBeNone() throws Exception {
    simulator.faults().next(new Fault.BrokenGzip(), 1);
    HttpResponse<byte[]> response = caller.post(path, BODY);
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.body()).startsWith(0x1F, 0x8B);
    assertThatThrownBy(
            () -> new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .isInstanceOf(IOException.class);
    assertThat(newest().outcome()).isEqualTo(new Outcome.Broken());
  }

  @Test
  void chunksMayEndBeforeTheLastOne() throws Exception {
    simulator.faults().next(new Fault.CutChunk(5_000), 1);
    assertThatThrownBy(() -> caller.post(path, BODY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chunked");
    assertThat(newest().outcome()).isEqualTo(new Outcome.Broken());
  }

  @Test
  void playsTheNextOnesInOrderThenThoseThatAreAlwaysOn() throws Exception {
    simulator.faults().always(new Fault.Api(50002, "user limited"), 1, 1);
    simulator.faults().next(new Fault.Busy(), 2);
    simulator.faults().next(new Fault.DayThrottle(), 1);
    int[] errcodes = new int[5];
    for (int i = 0; i < errcodes.length; i++) {
      errcodes[i] = Caller.errcode(caller.post(path, BODY));
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
    for (Class<?> fault : Fault.class.getPermittedSubclasses()) {
      for (Class<?> each : fault.isInterface() ? fault.getPermittedSubclasses() : one(fault)) {
        String name = each.getSimpleName();
        String label = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        var response = caller.post("/_sim/faults", "{\"fault\":\"" + label + "\"}");
        assertThat(response.statusCode()).as(label).isEqualTo(200);
      }
    }
  }

  private static Class<?>[] one(Class<?> only) {
    return new Class<?>[] {only};
  }

  private String played(long seed) {
    simulator.faults().clear();
    simulator.faults().always(new Fault.Busy(), 0.1, seed);
    StringBuilder played = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      boolean hit = simulator.faults().pick(Caller.APP, CallKind.UNLIMITED).isPresent();
      played.append(hit ? 'x' : '.');
    }
    return played.toString();
  }

  private Call newest() {
    return simulator.calls().newest(1).get(0);
  }
}
