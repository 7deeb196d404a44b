package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.secret.Secret;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AuthenticatorTest {
  private static final AppId ONE = new AppId("wx0123456789abcdef");
  private static final AppId TWO = new AppId("wxfedcba9876543210");
  private static final ConfiguredApps APPS =
      new ConfiguredApps(List.of(ConfiguredApp.of(ONE), ConfiguredApp.of(TWO)), Optional.of(ONE));
  private static final String KEY = "shop.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2";
  private static final Set<Role> READING = Set.of(Role.READ);

  private final AtomicLong nanos = new AtomicLong();

  private static ApiKeyProperties key(String text, Set<AppId> apps, Set<Role> roles, int rate) {
    Secret key = Secret.of(text);
    return new ApiKeyProperties(
        ApiKeyFormat.id(key).orElseThrow(),
        HexFormat.of().formatHex(ApiKeyFormat.hash(key)),
        apps,
        roles,
        rate);
  }

  private Authenticator gate(AuthMode mode, boolean onLoopback, ApiKeyProperties... keys) {
    return Authenticator.of(
        new AuthProperties(mode, 3),
        new ApiKeysProperties(List.of(keys)),
        APPS,
        new Reachability(onLoopback, true, false),
        Set.of("https://shop.example"),
        nanos::get);
  }

  private Authenticator withKey(AuthMode mode) {
    return gate(mode, true, key(KEY, Set.of(TWO), Set.of(Role.READ), 0));
  }

  /** From a program on this machine. */
  private static MockHttpServletRequest request() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/jobs/x");
    request.setRemoteAddr("127.0.0.1");
    request.setLocalAddr("127.0.0.1");
    request.addHeader("Host", "127.0.0.1:8080");
    return request;
  }

  private static MockHttpServletRequest request(String header, String value) {
    MockHttpServletRequest request = request();
    request.removeHeader(header);
    request.addHeader(header, value);
    return request;
  }

  private static Object answer(Authenticator gate, MockHttpServletRequest request) {
    return gate.admit(request, READING, false)
        .fold(caller -> (Object) caller.name(), denied -> denied.why());
  }

  @Test
  void asksForAKeyWhereOneIsRequired() {
    Authenticator gate = gate(AuthMode.REQUIRED, false, key(KEY, Set.of(ONE), READING, 0));
    assertThat(answer(gate, request())).isEqualTo(AuthFailure.NO_KEY);
    assertThat(answer(gate, request("Token", KEY))).isEqualTo("shop");
  }

  @Test
  void takesALocalProgramWithoutKeyForTheDefaultAppOnly() {
    Authenticator gate = gate(AuthMode.OPTIONAL, true);
    Caller caller = gate.admit(request(), READING, false).fold(c -> c, d -> null);
    assertThat(caller.name()).isEqualTo("anonymous");
    assertThat(caller.sees(ONE)).isTrue();
    assertThat(caller.sees(TWO)).isFalse();
    assertThat(caller.apps().defaultApp()).contains(ONE);
  }

  @Test
  void refusesAWrongKeyAlsoWhereNoneIsNeeded() {
    assertThat(answer(gate(AuthMode.OPTIONAL, true), request("Token", KEY)))
        .isEqualTo(AuthFailure.WRONG_KEY);
  }

  @Test
  void looksAtNoKeyWhereNoneIsWanted() {
    Authenticator gate = gate(AuthMode.NONE, false);
    assertThat(answer(gate, request("Token", "nobody.knows"))).isEqualTo("everybody");
    MockHttpServletRequest stranger = request("Host", "evil.example");
    stranger.setRemoteAddr("203.0.113.9");
    assertThat(answer(gate, stranger)).isEqualTo("everybody");
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, FOREIGN_ORIGIN",
    "null, FOREIGN_ORIGIN",
    "http://127.0.0.1, FOREIGN_ORIGIN",
    "http://localhost:3000, FOREIGN_ORIGIN",
    "http://127.0.0.1:8080, everybody",
    "https://shop.example, everybody",
  })
  void whereNobodyNeedsAKeyAForeignPageIsRefused(String origin, String expected) {
    Object answer = answer(gate(AuthMode.NONE, false), request("Origin", origin));
    assertThat(answer).hasToString(expected);
  }

  /** A server's own filters may put any text where the address is. */
  @ParameterizedTest
  @ValueSource(strings = {"unknown", "203.0.113.9:4711", "_hidden", " , , ", "localhost", ""})
  void countsWrongKeysOfAnAddressThatIsNone(String address) {
    Authenticator gate = withKey(AuthMode.REQUIRED);
    MockHttpServletRequest request = request("Token", "shop.0");
    request.setRemoteAddr(address);
    for (int i = 0; i < 3; i++) {
      assertThat(answer(gate, request)).isEqualTo(AuthFailure.WRONG_KEY);
    }
    assertThat(answer(gate, request)).isEqualTo(AuthFailure.TOO_MANY_WRONG_KEYS);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUIRED, true",
    "REQUIRED, false",
    "OPTIONAL, false",
  })
  void doesNotOpenWhereNobodyOrEverybodyCouldComeInByMistake(AuthMode mode, boolean onLoopback) {
    assertThatThrownBy(() -> gate(mode, onLoopback))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("new-key")
        .hasMessageContaining("sunpress.auth.mode=none");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example",
    "Host, evil.example:8080",
    "Host, 127.0.0.1.evil.example",
    "Host, localhost.evil.example:8080",
    "Host, 127.0.0.1:8080:evil",
    "Host, ''",
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, http://localhost:3000",
    "Origin, http://127.0.0.1",
    "X-Forwarded-For, 203.0.113.9",
    "Forwarded, for=203.0.113.9",
    "Via, 1.1 proxy",
  })
  void aWebPageOfSomebodyElseIsNotALocalProgram(String header, String value) {
    assertThat(answer(gate(AuthMode.OPTIONAL, true), request(header, value)))
        .isEqualTo(AuthFailure.NO_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "Host, localhost",
    "Host, localhost:8080",
    "Host, 127.0.0.1",
    "Host, [::1]:8080",
    "Host, [::1]",
    "Origin, http://127.0.0.1:8080",
  })
  void aLocalProgramOrOurOwnPageIs(String header, String value) {
    assertThat(answer(gate(AuthMode.OPTIONAL, true), request(header, value)))
        .isEqualTo("anonymous");
  }

  @Test
  void whoComesFromElsewhereIsNotAnonymous() {
    Authenticator gate = withKey(AuthMode.OPTIONAL);
    MockHttpServletRequest remote = request();
    remote.setRemoteAddr("192.0.2.1");
    assertThat(answer(gate, remote)).isEqualTo(AuthFailure.NO_KEY);
    // Whose proxy says that he comes from here.
    MockHttpServletRequest proxied = request();
    proxied.setLocalAddr("192.0.2.1");
    assertThat(answer(gate, proxied)).isEqualTo(AuthFailure.NO_KEY);
    MockHttpServletRequest six = request();
    six.setRemoteAddr("0:0:0:0:0:0:0:1");
    six.setLocalAddr("0:0:0:0:0:0:0:1");
    assertThat(answer(gate, six)).isEqualTo("anonymous");
  }

  @ParameterizedTest
  @CsvSource({
    "Token, " + KEY,
    "Token, ' " + KEY + " '",
    "Authorization, Bearer " + KEY,
    "Authorization, bearer  " + KEY,
  })
  void takesAKeyFromEitherHeader(String header, String value) {
    assertThat(answer(withKey(AuthMode.REQUIRED), request(header, value))).isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "Token, ''",
    "Token, '  '",
    "Authorization, ''",
    "Authorization, Bearer",
    "Authorization, 'Bearer  '",
    "Authorization, Basic " + KEY,
    "Authorization, " + KEY,
    "Cookie, Token=" + KEY,
  })
  void anEmptyKeyIsNone(String header, String value) {
    assertThat(answer(withKey(AuthMode.REQUIRED), request(header, value)))
        .isEqualTo(AuthFailure.NO_KEY);
  }

  @Test
  void anEmptyTokenLeavesTheWordToTheBearer() {
    MockHttpServletRequest both = request("Token", "");
    both.addHeader("Authorization", "Bearer " + KEY);
    assertThat(answer(withKey(AuthMode.REQUIRED), both)).isEqualTo("shop");
  }

  @Test
  void refusesEveryKeyThatIsNearlyRight() {
    for (int i = 0; i < KEY.length(); i++) {
      String other = KEY.charAt(i) == 'w' ? "x" : "w";
      String near = KEY.substring(0, i) + other + KEY.substring(i + 1);
      assertThat(answer(withKey(AuthMode.REQUIRED), request("Token", near)))
          .as(near)
          .isEqualTo(AuthFailure.WRONG_KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "shop.",
        ".7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2",
        KEY + "0",
        KEY + " 0",
        "SHOP.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2",
        "shop.7ZQ0M5X8C3V9B1N2K4J6H0G5F8D7S3A2",
        "other.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2",
        "shop.shop.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2",
        "%73hop.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2",
        "密钥.密钥"
      })
  void refusesWhatIsNoKeyOfOurs(String text) {
    assertThat(answer(withKey(AuthMode.REQUIRED), request("Token", text)))
        .isEqualTo(AuthFailure.WRONG_KEY);
  }

  @Test
  void theHashIsNoKey() {
    String hash = HexFormat.of().formatHex(ApiKeyFormat.hash(Secret.of(KEY)));
    assertThat(answer(withKey(AuthMode.REQUIRED), request("Token", hash)))
        .isEqualTo(AuthFailure.WRONG_KEY);
    assertThat(answer(withKey(AuthMode.REQUIRED), request("Token", "shop." + hash)))
        .isEqualTo(AuthFailure.WRONG_KEY);
  }

  @Test
  void anAddressCannotGoOnShowingWrongKeys() {
    Authenticator gate = withKey(AuthMode.REQUIRED);
    for (int i = 0; i < 3; i++) {
      assertThat(answer(gate, request("Token", "shop." + i))).isEqualTo(AuthFailure.WRONG_KEY);
    }
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(gate.admit(request("Token", "shop.4"), READING, false))
        .isEqualTo(new AuthResult.Denied(AuthFailure.TOO_MANY_WRONG_KEYS, Duration.ofSeconds(40)));
    // One that is set up wrongly must not lock out the others behind the same proxy.
    assertThat(answer(gate, request("Token", KEY))).isEqualTo("shop");
    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(answer(gate, request("Token", "shop.5"))).isEqualTo(AuthFailure.WRONG_KEY);
  }

  @Test
  void aKeyDoesWhatItsRolesSayAndNothingElse() {
    MockHttpServletRequest shown = request("Token", KEY);
    Authenticator gate = withKey(AuthMode.REQUIRED);
    assertThat(gate.admit(shown, Set.of(Role.SUBMIT), false))
        .isEqualTo(AuthResult.Denied.of(AuthFailure.NO_RIGHT));
    assertThat(gate.admit(shown, Set.of(Role.OPERATE, Role.READ), false))
        .isInstanceOf(AuthResult.Granted.class);
  }

  @Test
  void aKeySeesItsAppsOnlyAndMeansItsOnlyOne() {
    Caller caller =
        withKey(AuthMode.REQUIRED)
            .admit(request("Token", KEY), READING, false)
            .fold(c -> c, d -> null);
    assertThat(caller.sees(TWO)).isTrue();
    assertThat(caller.sees(ONE)).isFalse();
    assertThat(caller.apps().defaultApp()).contains(TWO);
    assertThat(caller.others()).isTrue();
  }

  @Test
  void aKeyOfSeveralAppsMeansTheDefaultIfThatIsOneOfThem() {
    Authenticator gate = gate(AuthMode.OPTIONAL, true, key(KEY, Set.of(ONE, TWO), READING, 0));
    Caller caller = gate.admit(request("Token", KEY), READING, false).fold(c -> c, d -> null);
    assertThat(caller.apps().defaultApp()).contains(ONE);
    assertThat(caller.others()).isFalse();
  }

  @Test
  void aKeyThatIsShownTooOftenHasToWait() {
    Authenticator gate = gate(AuthMode.OPTIONAL, true, key(KEY, Set.of(ONE), READING, 12));
    assertThat(answer(gate, request("Token", KEY))).isEqualTo("shop");
    assertThat(answer(gate, request("Token", KEY))).isEqualTo("shop");
    assertThat(gate.admit(request("Token", KEY), READING, false))
        .isEqualTo(new AuthResult.Denied(AuthFailure.TOO_FAST, Duration.ofSeconds(5)));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(answer(gate, request("Token", KEY))).isEqualTo("shop");
  }

  @Test
  void whatIsOpenNeedsNoKeyButARightOneIfAny() {
    Authenticator gate = withKey(AuthMode.REQUIRED);
    assertThat(gate.admit(request(), READING, true).fold(Caller::name, d -> ""))
        .isEqualTo("everybody");
    assertThat(gate.admit(request("Token", KEY), READING, true).fold(Caller::name, d -> ""))
        .isEqualTo("shop");
    assertThat(gate.admit(request("Token", "shop.x"), READING, true))
        .isEqualTo(AuthResult.Denied.of(AuthFailure.WRONG_KEY));
  }

  @Test
  void refusesToStartWithKeysThatContradictEachOther() {
    ApiKeyProperties key = key(KEY, Set.of(ONE), READING, 0);
    assertThatThrownBy(() -> gate(AuthMode.OPTIONAL, true, key, key))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two of the id shop");
    AppId unknown = new AppId("wx00000000000000ff");
    ApiKeyProperties astray = key(KEY, Set.of(unknown), READING, 0);
    assertThatThrownBy(() -> gate(AuthMode.OPTIONAL, true, astray))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sunpress.keys[shop].apps")
        .hasMessageContaining(unknown.value());
  }
}
