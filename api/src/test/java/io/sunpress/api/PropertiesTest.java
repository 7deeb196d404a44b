package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.auth.ApiKeyProperties;
import io.sunpress.api.auth.ApiKeysProperties;
import io.sunpress.api.auth.AuthMode;
import io.sunpress.api.auth.AuthProperties;
import io.sunpress.api.auth.Role;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.pictures.PicturesProperties;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.AddressRange;
import io.sunpress.api.web.CrossOriginProperties;
import io.sunpress.api.web.HttpProperties;
import io.sunpress.api.web.ProxyProperties;
import io.sunpress.code.AppId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Pins every key and every default: a renamed key is a broken installation. */
class PropertiesTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    RequestProperties.class,
    AuthProperties.class,
    ApiKeysProperties.class,
    CrossOriginProperties.class,
    HttpProperties.class,
    ProxyProperties.class,
    LedgerProperties.class,
    PicturesProperties.class
  })
  static class Bound {}

  @Test
  void haveTheseDefaults() {
    runner.run(
        context -> {
          assertThat(context.getBean(RequestProperties.class))
              .isEqualTo(
                  new RequestProperties(
                      Duration.ofSeconds(8),
                      Duration.ofSeconds(30),
                      Duration.ofMinutes(15),
                      Duration.ofMillis(1800),
                      5000));
          assertThat(context.getBean(HttpProperties.class))
              .isEqualTo(
                  new HttpProperties(
                      DataSize.ofKilobytes(64),
                      Duration.ofSeconds(5),
                      DataSize.ofMegabytes(32),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(30),
                      2000));
          assertThat(context.getBean(CrossOriginProperties.class).allowedOrigins()).isEmpty();
          assertThat(context.getBean(ProxyProperties.class))
              .isEqualTo(new ProxyProperties(List.of(), List.of()));
          assertThat(context.getBean(AuthProperties.class))
              .isEqualTo(new AuthProperties(AuthMode.REQUIRED, 10));
          assertThat(context.getBean(ApiKeysProperties.class).keys()).isEmpty();
          assertThat(context.getBean(LedgerProperties.class))
              .isEqualTo(
                  new LedgerProperties(
                      Path.of("data/ledger"),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(1),
                      5000,
                      Duration.ofMinutes(15)));
          assertThat(context.getBean(PicturesProperties.class))
              .isEqualTo(new PicturesProperties(Duration.ofSeconds(5), 8, Duration.ofSeconds(5)));
        });
  }

  @Test
  void haveTheseKeys() {
    runner
        .withPropertyValues(
            "sunpress.requests.default-wait=1s",
            "sunpress.requests.max-wait=2s",
            "sunpress.requests.resubmit-after=3m",
            "sunpress.requests.acknowledge-timeout=4s",
            "sunpress.requests.max-unacknowledged=5",
            "sunpress.auth.mode=optional",
            "sunpress.auth.max-wrong-keys=3",
            "sunpress.keys[0].id=shop",
            "sunpress.keys[0].sha256=" + HASH,
            "sunpress.keys[0].apps=wx0123456789abcdef,wxfedcba9876543210",
            "sunpress.keys[0].roles=operate",
            "sunpress.keys[0].rate=600",
            "sunpress.http.body-limit=1KB",
            "sunpress.http.body-timeout=6s",
            "sunpress.http.body-memory=7MB",
            "sunpress.http.head-timeout=8s",
            "sunpress.http.response-timeout=9s",
            "sunpress.http.max-connections-per-address=10",
            "sunpress.cross-origin.allowed-origins=https://a.example,http://localhost:3000",
            "sunpress.http.trusted-proxies=10.0.0.0/8,::1",
            "sunpress.http.allowed-hosts=codes.example,[::1]",
            "sunpress.ledger.directory=/ledger",
            "sunpress.ledger.partition-check-interval=5s",
            "sunpress.ledger.lookup-timeout=6s",
            "sunpress.ledger.max-waiting=7",
            "sunpress.ledger.redraw-interval=8m",
            "sunpress.pictures.max-wait=8s",
            "sunpress.pictures.reader-threads=9",
            "sunpress.pictures.store-timeout=7s")
        .run(
            context -> {
              assertThat(context.getBean(RequestProperties.class))
                  .isEqualTo(
                      new RequestProperties(
                          Duration.ofSeconds(1),
                          Duration.ofSeconds(2),
                          Duration.ofMinutes(3),
                          Duration.ofSeconds(4),
                          5));
              assertThat(context.getBean(HttpProperties.class))
                  .isEqualTo(
                      new HttpProperties(
                          DataSize.ofKilobytes(1),
                          Duration.ofSeconds(6),
                          DataSize.ofMegabytes(7),
                          Duration.ofSeconds(8),
                          Duration.ofSeconds(9),
                          10));
              assertThat(context.getBean(CrossOriginProperties.class).allowedOrigins())
                  .containsExactly("https://a.example", "http://localhost:3000");
              assertThat(context.getBean(ProxyProperties.class))
                  .isEqualTo(
                      new ProxyProperties(
                          List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("::1")),
                          List.of("codes.example", "[::1]")));
              assertThat(context.getBean(AuthProperties.class))
                  .isEqualTo(new AuthProperties(AuthMode.OPTIONAL, 3));
              assertThat(context.getBean(ApiKeysProperties.class).keys())
                  .containsExactly(
                      new ApiKeyProperties(
                          "shop",
                          HASH,
                          Set.of(new AppId("wx0123456789abcdef"), new AppId("wxfedcba9876543210")),
                          Set.of(Role.OPERATE),
                          600));
              assertThat(context.getBean(LedgerProperties.class))
                  .isEqualTo(
                      new LedgerProperties(
                          Path.of("/ledger"),
                          Duration.ofSeconds(5),
                          Duration.ofSeconds(6),
                          7,
                          Duration.ofMinutes(8)));
              assertThat(context.getBean(PicturesProperties.class))
                  .isEqualTo(
                      new PicturesProperties(Duration.ofSeconds(8), 9, Duration.ofSeconds(7)));
            });
  }

  @Test
  void aKeyMayAskAndReadUnlessItsRolesSayOtherwise() {
    runner
        .withPropertyValues(key("sunpress.keys[0].roles", "ignored="))
        .run(
            context ->
                assertThat(context.getBean(ApiKeysProperties.class).keys())
                    .containsExactly(
                        new ApiKeyProperties(
                            "shop",
                            HASH,
                            Set.of(new AppId("wx0123456789abcdef")),
                            Set.of(Role.SUBMIT, Role.READ),
                            0)));
  }

  @Test
  void refuseAKeyThatIsNoKey() {
    for (String[] wrong :
        new String[][] {
          {"sunpress.keys[0].id", ""},
          {"sunpress.keys[0].id", "Shop"},
          {"sunpress.keys[0].id", "s.hop"},
          {"sunpress.keys[0].id", "s".repeat(33)},
          {"sunpress.keys[0].sha256", ""},
          {"sunpress.keys[0].sha256", HASH.substring(1)},
          {"sunpress.keys[0].apps", ""},
          {"sunpress.keys[0].apps", "wx…"},
          {"sunpress.keys[0].roles", ""},
          {"sunpress.keys[0].roles", "admin"},
          {"sunpress.keys[0].rate", "-1"}
        }) {
      runner
          .withPropertyValues(key(wrong[0], wrong[0] + "=" + wrong[1]))
          .run(context -> assertThat(context).as(String.join("=", wrong)).hasFailed());
    }
  }

  /** Whoever is in doubt pastes the key where its hash or its id belongs. */
  @Test
  void neverRepeatAKeyThatIsPastedIntoThem() {
    String pasted = "shop.7zq0m5x8c3v9b1n2k4j6h0g5f8d7s3a2";
    for (String name : List.of("sunpress.keys[0].id", "sunpress.keys[0].sha256")) {
      runner
          .withPropertyValues(key(name, name + "=" + pasted))
          .run(
              context -> {
                StringWriter text = new StringWriter();
                context.getStartupFailure().printStackTrace(new PrintWriter(text));
                assertThat(text.toString()).contains("must be").doesNotContain("7zq0m5");
              });
    }
  }

  /** A right key's settings, one of them replaced. */
  private static String[] key(String name, String other) {
    return Stream.of(
            "sunpress.keys[0].id=shop",
            "sunpress.keys[0].sha256=" + HASH,
            "sunpress.keys[0].apps=wx0123456789abcdef",
            "sunpress.keys[0].roles=submit",
            "sunpress.keys[0].rate=0")
        .map(setting -> setting.startsWith(name + "=") ? other : setting)
        .toArray(String[]::new);
  }

  @Test
  void refuseWhatIsOutOfBounds() {
    for (String wrong :
        new String[] {
          "sunpress.requests.default-wait=51s",
          "sunpress.requests.max-wait=-1s",
          "sunpress.requests.resubmit-after=0s",
          "sunpress.requests.acknowledge-timeout=1ms",
          "sunpress.requests.max-unacknowledged=0",
          "sunpress.auth.mode=maybe",
          "sunpress.auth.max-wrong-keys=0",
          "sunpress.http.body-limit=1B",
          "sunpress.http.body-timeout=1ms",
          "sunpress.http.body-memory=1KB",
          "sunpress.http.body-memory=2GB",
          "sunpress.http.head-timeout=1ms",
          "sunpress.http.response-timeout=1ms",
          "sunpress.http.max-connections-per-address=-1",
          "sunpress.http.body-limit=1GB",
          "sunpress.cross-origin.allowed-origins=*",
          "sunpress.cross-origin.allowed-origins=https://*.example",
          "sunpress.cross-origin.allowed-origins=https://a.example/path",
          "sunpress.http.trusted-proxies=proxy.example",
          "sunpress.http.trusted-proxies=10.0.0.0/33",
          "sunpress.http.trusted-proxies=10.0.0.0/a",
          "sunpress.http.allowed-hosts=codes.example:8080",
          "sunpress.http.allowed-hosts=*",
          "sunpress.ledger.partition-check-interval=1ms",
          "sunpress.ledger.lookup-timeout=1h",
          "sunpress.ledger.max-waiting=0",
          "sunpress.ledger.redraw-interval=0s",
          "sunpress.pictures.max-wait=51s",
          "sunpress.pictures.reader-threads=0",
          "sunpress.pictures.store-timeout=1ms"
        }) {
      runner.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }
}
