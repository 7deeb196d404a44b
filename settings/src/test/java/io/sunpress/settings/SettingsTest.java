package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.secret.Secret;
import io.sunpress.storage.StoreCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Pins every key and every default: a renamed key is a broken installation. */
class SettingsTest {
  private static final SslBundles NO_BUNDLES = new DefaultSslBundleRegistry();

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    AppsProperties.class,
    InstallationProperties.class,
    StorageProperties.class,
    TopicsProperties.class
  })
  static class Bound {}

  @Test
  void haveTheseDefaults() {
    runner
        .withPropertyValues("sunpress.id-key=" + KEY, "sunpress.apps[0].app-id=wx0123456789abcdef")
        .run(
            context -> {
              assertThat(context.getBean(InstallationProperties.class))
                  .isEqualTo(
                      new InstallationProperties(
                          Secret.of(KEY), URI.create("http://localhost:8080")));
              assertThat(context.getBean(TopicsProperties.class))
                  .isEqualTo(new TopicsProperties("sunpress.", 24, Duration.ofDays(30), true, 0));
              assertThat(context.getBean(StorageProperties.class))
                  .isEqualTo(
                      new StorageProperties(
                          URI.create("http://localhost:9000"),
                          "",
                          "sunpress",
                          StorageProperties.PathStyle.AUTO,
                          StorageProperties.CredentialSource.KEYS,
                          Secret.of(""),
                          Secret.of(""),
                          null,
                          null,
                          null,
                          "",
                          Duration.ofSeconds(10),
                          true));
              assertThat(context.getBean(AppsProperties.class).apps())
                  .containsExactly(
                      new AppProperties(
                          new AppId("wx0123456789abcdef"),
                          Secret.of(""),
                          "",
                          TokenSourceSettings.Kind.STABLE,
                          Secret.of(""),
                          Secret.of(""),
                          "",
                          false,
                          false,
                          "",
                          "",
                          Set.of(CodeKind.UNLIMITED),
                          Set.of(EnvVersion.RELEASE),
                          List.of(),
                          4000));
            });
  }

  @Test
  void haveTheseKeys() {
    Map<String, String> every =
        Map.ofEntries(
            Map.entry("sunpress.id-key", KEY),
            Map.entry("sunpress.public-base-url", "https://img.example"),
            Map.entry("sunpress.topics.prefix", "shop."),
            Map.entry("sunpress.topics.partitions", "6"),
            Map.entry("sunpress.topics.retention", "7d"),
            Map.entry("sunpress.storage.endpoint", "http://s3:9000"),
            Map.entry("sunpress.storage.region", "default"),
            Map.entry("sunpress.storage.bucket", "codes"),
            Map.entry("sunpress.storage.path-style", "false"),
            Map.entry("sunpress.storage.credentials", "files"),
            Map.entry("sunpress.storage.access-key-file", "/run/who"),
            Map.entry("sunpress.storage.secret-key-file", "/run/proof"),
            Map.entry("sunpress.storage.session-token-file", "/run/session"),
            Map.entry("sunpress.storage.ssl-bundle", "stores"),
            Map.entry("sunpress.storage.access-key", "who"),
            Map.entry("sunpress.storage.secret-key", "proof"),
            Map.entry("sunpress.storage.timeout", "3s"),
            Map.entry("sunpress.storage.create-bucket", "false"),
            Map.entry("sunpress.apps[0].app-id", "wx0123456789abcdef"),
            Map.entry("sunpress.apps[0].secret", "hush"),
            Map.entry("sunpress.apps[0].secret-file", "/run/secret"),
            Map.entry("sunpress.apps[0].pages", "pages/shop,pages/sale"),
            Map.entry("sunpress.apps[0].token-source", "url"),
            Map.entry("sunpress.apps[0].token-url", "https://tokens.example/wx?key=k"),
            Map.entry("sunpress.apps[0].token-bearer", "bearer"),
            Map.entry("sunpress.apps[0].token-file", "/run/token"),
            Map.entry("sunpress.apps[0].force-refresh", "true"),
            Map.entry("sunpress.apps[0].default", "true"),
            Map.entry("sunpress.apps[0].site-id", "1"),
            Map.entry("sunpress.apps[0].revision", "v2"),
            Map.entry("sunpress.apps[0].kinds", "unlimited,square"),
            Map.entry("sunpress.apps[0].envs", "release,trial"),
            Map.entry("sunpress.apps[0].limit", "1200"));
    runner
        .withPropertyValues(
            every.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new))
        .run(
            context -> {
              assertThat(context.getBean(InstallationProperties.class).publicBaseUrl())
                  .hasToString("https://img.example");
              assertThat(context.getBean(TopicsProperties.class))
                  .isEqualTo(new TopicsProperties("shop.", 6, Duration.ofDays(7), true, 0));
              assertThat(context.getBean(StorageProperties.class))
                  .isEqualTo(
                      new StorageProperties(
                          URI.create("http://s3:9000"),
                          "default",
                          "codes",
                          StorageProperties.PathStyle.FALSE,
                          StorageProperties.CredentialSource.FILES,
                          Secret.of("who"),
                          Secret.of("proof"),
                          Path.of("/run/who"),
                          Path.of("/run/proof"),
                          Path.of("/run/session"),
                          "stores",
                          Duration.ofSeconds(3),
                          false));
              assertThat(context.getBean(AppsProperties.class).apps())
                  .containsExactly(
                      new AppProperties(
                          new AppId("wx0123456789abcdef"),
                          Secret.of("hush"),
                          "/run/secret",
                          TokenSourceSettings.Kind.URL,
                          Secret.of("https://tokens.example/wx?key=k"),
                          Secret.of("bearer"),
                          "/run/token",
                          true,
                          true,
                          "1",
                          "v2",
                          Set.of(CodeKind.UNLIMITED, CodeKind.SQUARE),
                          Set.of(EnvVersion.RELEASE, EnvVersion.TRIAL),
                          List.of("pages/shop", "pages/sale"),
                          1200));
            });
  }

  @Test
  void refuseWhatIsOutOfBounds() {
    for (String wrong :
        new String[] {
          "sunpress.topics.partitions=0",
          "sunpress.topics.prefix=a b",
          "sunpress.topics.retention=1m",
          "sunpress.storage.timeout=1ms",
          "sunpress.storage.bucket=",
          "sunpress.apps[0].app-id=wx123",
          "sunpress.apps[0].token-source=classic",
          "sunpress.apps[0].kinds=round"
        }) {
      runner
          .withPropertyValues(
              "sunpress.id-key=" + KEY, "sunpress.apps[0].app-id=wx0123456789abcdef", wrong)
          .run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }

  @Test
  void needAnAppAndAnIdKey() {
    runner.withPropertyValues("sunpress.id-key=" + KEY).run(c -> assertThat(c).hasFailed());
    runner
        .withPropertyValues("sunpress.apps[0].app-id=wx0123456789abcdef")
        .run(c -> assertThat(c).hasFailed());
  }

  @Test
  void allowOneDefaultAppOnly() {
    runner
        .withPropertyValues(
            "sunpress.id-key=" + KEY,
            "sunpress.apps[0].app-id=wx0123456789abcdef",
            "sunpress.apps[0].default=true",
            "sunpress.apps[1].app-id=wx0123456789abcdee",
            "sunpress.apps[1].default=true")
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(AppsProperties.class).allowed())
                    .hasMessageContaining("more than one default"));
  }

  @Test
  void refuseAppsThatContradictEachOther() {
    refuseApps("wx0123456789abcdef is configured twice", "apps[1].app-id=wx0123456789abcdef");
    refuseApps(
        "site-id 7 has two apps",
        "apps[0].site-id=7",
        "apps[1].app-id=wx0123456789abcdee",
        "apps[1].site-id=7");
  }

  private void refuseApps(String why, String... apps) {
    runner
        .withPropertyValues("sunpress.id-key=" + KEY, "sunpress.apps[0].app-id=wx0123456789abcdef")
        .withPropertyValues(Stream.of(apps).map("sunpress."::concat).toArray(String[]::new))
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(AppsProperties.class).allowed())
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining(why));
  }

  @Test
  void refuseAStoreThatIsNoServersAddress() {
    for (String endpoint :
        List.of(
            "localhost:9000", "s3", "ftp://s3:21", "http:///sunpress", "http://s3:9000/sunpress")) {
      runner
          .withPropertyValues(
              "sunpress.id-key=" + KEY,
              "sunpress.apps[0].app-id=wx0123456789abcdef",
              "sunpress.storage.endpoint=" + endpoint,
              "sunpress.storage.access-key=who",
              "sunpress.storage.secret-key=proof")
          .run(
              context ->
                  assertThatThrownBy(
                          () -> context.getBean(StorageProperties.class).address(NO_BUNDLES))
                      .as(endpoint)
                      .isInstanceOf(InvalidConfigurationException.class)
                      .hasMessageContaining("sunpress.storage.endpoint"));
    }
  }

  @Test
  void allowAStoreWhoseNameOnlyContainersKnow() {
    runner
        .withPropertyValues(
            "sunpress.id-key=" + KEY,
            "sunpress.apps[0].app-id=wx0123456789abcdef",
            "sunpress.storage.endpoint=http://my_store:9000",
            "sunpress.storage.access-key=who",
            "sunpress.storage.secret-key=proof")
        .run(
            context ->
                assertThat(context.getBean(StorageProperties.class).address(NO_BUNDLES).endpoint())
                    .hasToString("http://my_store:9000"));
  }

  @Test
  void nameTheStoragesKeysWhereTheyAreMissing() {
    runner
        .withPropertyValues("sunpress.id-key=" + KEY, "sunpress.apps[0].app-id=wx0123456789abcdef")
        .run(
            context ->
                assertThatThrownBy(
                        () -> context.getBean(StorageProperties.class).address(NO_BUNDLES))
                    .hasMessageContaining("sunpress.storage.secret-key"));
  }

  @Test
  void takeTheStoragesKeysFromElsewhere() {
    credentials("environment", new StoreCredentials.Environment());
    credentials("role", new StoreCredentials.Role());
    credentials(
        "files",
        new StoreCredentials.KeyFiles(Path.of("/run/a"), Path.of("/run/s"), Optional.empty()),
        "sunpress.storage.access-key-file=/run/a",
        "sunpress.storage.secret-key-file=/run/s");
  }

  private void credentials(String source, StoreCredentials wanted, String... more) {
    runner
        .withPropertyValues(
            "sunpress.id-key=" + KEY,
            "sunpress.apps[0].app-id=wx0123456789abcdef",
            "sunpress.storage.credentials=" + source)
        .withPropertyValues(more)
        .run(
            context ->
                assertThat(
                        context.getBean(StorageProperties.class).address(NO_BUNDLES).credentials())
                    .isEqualTo(wanted));
  }

  @Test
  void nameABundleThatIsNotThere() {
    runner
        .withPropertyValues(
            "sunpress.id-key=" + KEY,
            "sunpress.apps[0].app-id=wx0123456789abcdef",
            "sunpress.storage.access-key=who",
            "sunpress.storage.secret-key=proof",
            "sunpress.storage.ssl-bundle=elsewhere")
        .run(
            context ->
                assertThatThrownBy(
                        () -> context.getBean(StorageProperties.class).address(NO_BUNDLES))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("sunpress.storage.ssl-bundle")
                    .hasMessageContaining("elsewhere"));
  }

  @Test
  void neverPrintASecret() {
    runner
        .withPropertyValues(
            "sunpress.id-key=" + KEY,
            "sunpress.storage.secret-key=canary-storage",
            "sunpress.apps[0].app-id=wx0123456789abcdef",
            "sunpress.apps[0].secret=canary-app",
            "sunpress.apps[0].token-url=http://canary-url",
            "sunpress.apps[0].token-bearer=canary-bearer")
        .run(
            context ->
                assertThat(
                        context.getBean(InstallationProperties.class)
                            + " "
                            + context.getBean(StorageProperties.class)
                            + " "
                            + context.getBean(AppsProperties.class))
                    .contains("***")
                    .doesNotContain(KEY, "canary"));
  }
}
