package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.parts.TcpProxy;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.worker.image.ImageValidator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** The client against a strict WeChat that does everything wrong that it can. */
class CodeClientTest {
  private static final String APP = "wx5ca1ab1e5ca1ab1e";
  private static final String SECRET = "hush-hush-hush";

  private final WeChatSimulator wechat = WeChatSimulator.start(SimulatorSettings.defaults());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SettableClock clock = new SettableClock();
  private CodeClient codeClient = drawer(settings(wechat.baseUrl(), null), SECRET);

  CodeClientTest() {
    wechat.addApp(SimulatedApp.of(APP, SECRET).withUnreleased("pages/unreleased"));
  }

  @AfterEach
  void close() {
    wechat.releaseReplies();
    codeClient.close();
    wechat.close();
  }

  private static WeChatProperties settings(URI url, URI fallback) {
    return new WeChatProperties(
        url,
        fallback,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        DataSize.ofMegabytes(2),
        null,
        null,
        "");
  }

  private CodeClient drawer(WeChatProperties settings, String secret) {
    return drawer(settings, new TokenSourceSettings.Stable(Secret.of(secret), false));
  }

  private CodeClient drawer(WeChatProperties settings, TokenSourceSettings origin) {
    return CodeClients.of(settings, Map.of(new AppId(APP), origin), clock, registry);
  }

  @Test
  void drawsAndFetchesOneTokenForIt() {
    for (int i = 0; i < 3; i++) {
      assertThat(picture(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit())))
          .isTrue();
    }
    assertThat(tokenCalls()).isEqualTo(1);
    assertThat(
            registry
                .get("sunpress.wechat.calls")
                .tag("outcome", "image")
                .tag("kind", "unlimited")
                .timer()
                .count())
        .isEqualTo(3);
  }

  @Test
  void refusesAnAddressThatIsNoHttpAddress() {
    URI none = URI.create("api.example");
    for (WeChatProperties wrong : List.of(settings(none, null), settings(wechat.baseUrl(), none))) {
      assertThatThrownBy(() -> drawer(wrong, SECRET))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("sunpress.wechat.url");
    }
  }

  @Test
  void saysWhetherThePageIsToBeChecked() {
    assertThat(
            error(codeClient.draw(spec("pages/unreleased"), true, new UnlimitedCallPermit()))
                .errcode())
        .hasValue(41030);
    assertThat(picture(codeClient.draw(spec("pages/unreleased"), false, new UnlimitedCallPermit())))
        .isTrue();
  }

  /** Every fault that is no picture is told as what it is. */
  static Stream<Object[]> faults() {
    return Stream.<Object[]>of(
        new Object[] {new SimulatedFault.Busy(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.MinuteThrottle(45011), ErrorClass.THROTTLED_MINUTE},
        new Object[] {new SimulatedFault.MinuteThrottle(45009), ErrorClass.THROTTLED_MINUTE},
        new Object[] {new SimulatedFault.DayThrottle(), ErrorClass.THROTTLED_DAY},
        new Object[] {new SimulatedFault.AddressRefused(), ErrorClass.ADDRESS},
        new Object[] {new SimulatedFault.Api(45029, "used up"), ErrorClass.EXHAUSTED},
        new Object[] {new SimulatedFault.Api(99999, "news"), ErrorClass.UNKNOWN},
        new Object[] {new SimulatedFault.ServerError(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.Hang(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.SlowDrip(1, Duration.ofMillis(100)), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.CutAfter(5_000), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.CutAfter(0), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.Reset(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.WrongLength(10), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.WrongLength(-10), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.ErrorUnderImageType(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.TruncatedPicture(0.5), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.EmptyBody(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.BrokenGzip(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.CutChunk(5_000), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.NeitherImageNorError(), ErrorClass.BUSY},
        new Object[] {new SimulatedFault.HugeBody(50 << 20), ErrorClass.BUSY});
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsEveryFaultAsWhatItIs(SimulatedFault simulatedFault, ErrorClass type) {
    wechat.faults().next(simulatedFault, 1, FaultScope.calls(CallKind.UNLIMITED));
    CodeError error = error(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit()));
    assertThat(error.type()).as(error.toString()).isEqualTo(type);
    assertThat(error.toString())
        .doesNotContain(SECRET, "access_token", "http://", "127.0.0.1", "localhost");
    assertThat(picture(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit())))
        .as("the next call is well")
        .isTrue();
  }

  /** All of a call happens on the thread that makes it. */
  @Test
  void holdsNoMoreOfABodyOf50MegabytesThanItsCap() {
    codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    wechat.faults().next(new SimulatedFault.HugeBody(50 << 20), 1);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(error(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit())).errmsg())
        .isEqualTo("WeChat sent more than 2097152 bytes");
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    System.out.printf("a body of 50 MB: %d kB allocated%n", allocated >> 10);
    assertThat(allocated).isLessThan(4L << 20);
  }

  @Test
  void takesAPictureUnderAnyHeader() {
    wechat.faults().next(new SimulatedFault.ImageUnderTextType(), 1);
    assertThat(picture(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit()))).isTrue();
  }

  @Test
  void healsARevokedTokenWithOneMoreFetch() {
    codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
    CodeCallResult codeCallResult =
        codeClient.draw(spec("pages/b"), true, new UnlimitedCallPermit());
    assertThat(picture(codeCallResult)).isTrue();
    assertThat(codeCallResult.calls()).isEqualTo(2);
    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void spendsNoSecondCallOnATokenThatWasRefused() {
    wechat.faults().always(new SimulatedFault.SameDeadToken(), 1, 1);
    CodeCallResult codeCallResult =
        codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    assertThat(error(codeCallResult).type()).isEqualTo(ErrorClass.TOKEN);
    assertThat(codeCallResult.calls()).isEqualTo(1);
    assertThat(tokenCalls()).isEqualTo(2);
    assertThat(error(codeClient.draw(spec("pages/b"), true, new UnlimitedCallPermit())).type())
        .isEqualTo(ErrorClass.TOKEN);
    assertThat(tokenCalls()).as("it was the same a moment ago").isEqualTo(2);
    wechat.faults().clear();
    clock.advance(Duration.ofSeconds(1));
    assertThat(picture(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit()))).isTrue();
  }

  /** Each refused token is another one, so that each of them is worth one call. */
  @Test
  void repeatsOnceAndNoMoreWhereEveryTokenIsRefused() {
    wechat.faults().always(new SimulatedFault.RevokedToken(), 1, 1);
    CodeCallResult codeCallResult =
        codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    assertThat(error(codeCallResult).type()).isEqualTo(ErrorClass.TOKEN);
    assertThat(codeCallResult.calls()).isEqualTo(2);
    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void neverForcesARefresh() {
    healsARevokedTokenWithOneMoreFetch();
    assertThat(wechat.calls().where(call -> call.facts().forced())).isEmpty();
  }

  @Test
  void leavesWeChatInPeaceAfterAWrongSecret() {
    CodeClient wrong = drawer(settings(wechat.baseUrl(), null), "another");
    for (int i = 0; i < 5; i++) {
      CodeError error = error(wrong.draw(spec("pages/a"), true, new UnlimitedCallPermit()));
      assertThat(error.type()).isEqualTo(ErrorClass.APP);
      assertThat(error.errcode()).isPresent();
    }
    assertThat(tokenCalls()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    wrong.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    assertThat(tokenCalls()).isEqualTo(2);
    wrong.close();
  }

  /** A new connection costs more than the call: TCP and TLS were a large part of slow ones. */
  @Test
  void keepsItsConnectionAliveThroughPicturesAndErrors() {
    codeClient.close();
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", wechat.port())) {
      codeClient = drawer(settings(URI.create("http://127.0.0.1:" + proxy.port()), null), SECRET);
      for (int i = 0; i < 10; i++) {
        wechat
            .faults()
            .next(
                i % 2 == 0 ? new SimulatedFault.Busy() : new SimulatedFault.ImageUnderTextType(),
                1);
        codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
        assertThat(proxy.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void goesToTheOtherHostWhereTheFirstCanNotBeReached() throws IOException {
    codeClient.close();
    codeClient = drawer(settings(nobody(), wechat.baseUrl()), SECRET);
    assertThat(picture(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit()))).isTrue();
  }

  @Test
  void doesNotRepeatElsewhereWhatMayHaveBeenHeard() {
    codeClient.close();
    WeChatSimulator other = WeChatSimulator.start(SimulatorSettings.defaults());
    codeClient = drawer(settings(wechat.baseUrl(), other.baseUrl()), SECRET);
    wechat.faults().next(new SimulatedFault.Reset(), 1);
    assertThat(error(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit())).type())
        .isEqualTo(ErrorClass.BUSY);
    assertThat(other.calls().total()).isZero();
    other.close();
  }

  @Test
  void saysThatNobodyWasThere() throws IOException {
    codeClient.close();
    codeClient = drawer(settings(nobody(), null), SECRET);
    CodeError error = error(codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit()));
    assertThat(error)
        .isEqualTo(CodeError.of(ErrorClass.BUSY, "WeChat can't be reached: ConnectException"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://api.weixin.qq.com", "http://wechat.example"})
  void knowsWeChatsSecondHostOnly(String url) {
    boolean official = url.contains("weixin");
    assertThat(settings(URI.create(url), null).fallback())
        .isEqualTo(
            official ? Optional.of(URI.create("https://api2.weixin.qq.com")) : Optional.empty());
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void countsCallsAndTokenFetchesByHowTheyEnded() {
    wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
    codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    wechat.faults().next(new SimulatedFault.Busy(), 1);
    codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    CodeClient wrong = drawer(settings(wechat.baseUrl(), null), "another");
    wrong.draw(spec("pages/a"), true, new UnlimitedCallPermit());
    wrong.close();
    assertThat(calls("token")).isEqualTo(1);
    assertThat(calls("image")).isEqualTo(1);
    assertThat(calls("busy")).isEqualTo(1);
    assertThat(registry.get("sunpress.wechat.calls").timers())
        .allSatisfy(
            timer -> {
              assertThat(timer.getId().getTag("app")).isEqualTo(APP);
              assertThat(timer.max(TimeUnit.NANOSECONDS)).isPositive();
            });
    assertThat(fetches("granted")).isEqualTo(2);
    assertThat(fetches("app")).isEqualTo(1);
  }

  private long calls(String outcome) {
    return registry.get("sunpress.wechat.calls").tag("outcome", outcome).timer().count();
  }

  private double fetches(String outcome) {
    return registry
        .get("sunpress.wechat.token.fetches")
        .tags("app", APP, "source", "stable", "how", "asked", "outcome", outcome)
        .counter()
        .count();
  }

  @Test
  void asksForLeaveRightBeforeEachCallAndTellsHowItWent() {
    StringBuilder told = new StringBuilder();
    codeClient.draw(spec("pages/a"), true, new UnlimitedCallPermit(told, true));
    wechat.faults().next(new SimulatedFault.MinuteThrottle(45011), 1);
    codeClient.draw(spec("pages/b"), true, new UnlimitedCallPermit(told, true));
    wechat.faults().next(new SimulatedFault.DayThrottle(), 1);
    codeClient.draw(spec("pages/c"), true, new UnlimitedCallPermit(told, true));
    wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
    codeClient.draw(spec("pages/d"), true, new UnlimitedCallPermit(told, true));
    assertThat(told).hasToString("use served use minute use day use served another use served ");
  }

  @Test
  void sendsNothingOnALeaveThatIsTooOld() {
    assertThat(
            codeClient.draw(
                spec("pages/a"), true, new UnlimitedCallPermit(new StringBuilder(), false)))
        .isEqualTo(new CodeCallResult.Untimely());
    assertThat(wechat.calls().where(call -> call.facts().kind() == CallKind.UNLIMITED)).isEmpty();
  }

  /** As in a process that was stopped between the two. */
  @Test
  void writesNothingWhenTheLeaveEndsBeforeTheFirstByte() {
    UnlimitedCallPermit leave = new UnlimitedCallPermit().lost();
    assertThat(codeClient.draw(spec("pages/a"), true, leave))
        .isEqualTo(new CodeCallResult.Untimely());
    assertThat(wechat.calls().where(call -> call.facts().kind() == CallKind.UNLIMITED)).isEmpty();
    assertThat(calls("unsent")).isEqualTo(1);
  }

  private long tokenCalls() {
    return wechat.calls().where(call -> CallKind.TOKENS.contains(call.facts().kind())).size();
  }

  private static boolean picture(CodeCallResult codeCallResult) {
    return codeCallResult.fold(
        drawn ->
            new ImageValidator(2 << 20)
                .check(drawn.bytes())
                .fold(usable -> true, unusable -> false),
        refused -> false,
        () -> false);
  }

  private static CodeError error(CodeCallResult codeCallResult) {
    return codeCallResult.fold(
        drawn -> {
          throw new AssertionError("drawn");
        },
        CodeCallResult.Refused::error,
        () -> {
          throw new AssertionError("untimely");
        });
  }

  private static CodeSpec spec(String page) {
    return new CodeSpec(
        new AppId(APP),
        CodeKind.UNLIMITED,
        new PagePath(page),
        Optional.of(new Scene("a=1")),
        CodeStyle.DEFAULT,
        EnvVersion.RELEASE,
        CodeRevision.NONE);
  }
}
