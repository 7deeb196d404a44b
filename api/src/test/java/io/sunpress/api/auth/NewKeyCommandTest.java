package io.sunpress.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class NewKeyCommandTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(KeysProperties.class)
  static class Bound {}

  private int run(String... arguments) {
    return new NewKeyCommand(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new SecureRandom())
        .run(List.of(arguments));
  }

  private Stream<String> lines() {
    return out.toString(UTF_8).lines();
  }

  private Secret shown() {
    return lines()
        .filter(line -> line.startsWith("shop."))
        .findFirst()
        .map(Secret::of)
        .orElseThrow();
  }

  @Test
  void whatItPrintsLetsTheKeyIn() {
    assertThat(run("--id=shop", "--apps=" + APP, "--roles=submit", "--rate=60")).isZero();
    new ApplicationContextRunner()
        .withUserConfiguration(Bound.class)
        .withPropertyValues(lines().filter(line -> line.contains("=")).toArray(String[]::new))
        .run(
            context -> {
              List<KeyProperties> keys = context.getBean(KeysProperties.class).keys();
              assertThat(keys)
                  .singleElement()
                  .satisfies(
                      key -> {
                        assertThat(key.apps()).containsExactly(APP);
                        assertThat(key.roles()).containsExactly(Role.SUBMIT);
                        assertThat(key.rate()).isEqualTo(60);
                      });
              assertThat(
                      Keys.of(keys, ConfiguredApps.of(ConfiguredApp.of(APP)), System::nanoTime)
                          .find(shown()))
                  .isPresent();
            });
  }

  @Test
  void makesAnotherKeyEachTimeOf160Bits() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      out.reset();
      run("--id=shop");
      assertThat(shown().reveal()).matches("shop\\.[0-9a-hjkmnp-tv-z]{32}");
      keys.add(shown().reveal());
    }
    assertThat(keys).hasSize(100);
  }

  @Test
  void showsTheKeyOnce() {
    run("--id=shop", "--index=3");
    assertThat(out.toString(UTF_8))
        .containsOnlyOnce(shown().reveal())
        .contains("sunpress.keys[3].");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--id",
        "--id=",
        "--id=Shop",
        "--id=shop --id=shop",
        "--id=shop --odd=1",
        "--id=shop --rate=fast",
        "--id=shop --index=-1",
        "--id=shop --roles=admin",
        "--id=shop --roles=submit,admin",
        "--id=shop --roles=",
        "--id=shop --apps=shop",
        "--id=shop --apps=wx0123456789abcdef,",
        "shop"
      })
  void saysHowItIsCalledWhereItIsCalledWrongly(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("usage: java -jar api.jar new-key");
    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
