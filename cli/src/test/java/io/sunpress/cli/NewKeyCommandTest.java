package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.auth.ApiKeyFormat;
import io.sunpress.api.auth.ApiKeyProperties;
import io.sunpress.api.auth.ApiKeysProperties;
import io.sunpress.api.auth.Role;
import io.sunpress.cli.deadletters.RateClock;
import io.sunpress.code.AppId;
import io.sunpress.secret.Secret;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
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

  private final CommandRun command = new CommandRun();

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ApiKeysProperties.class)
  static class Bound {}

  private int run(String... arguments) {
    return command.run(
        Clock.systemUTC(),
        RateClock.SYSTEM,
        Stream.concat(Stream.of("new-key"), Stream.of(arguments)).toArray(String[]::new));
  }

  private Stream<String> lines() {
    return command.lines().stream();
  }

  private Secret shown() {
    return lines()
        .filter(line -> line.startsWith("shop."))
        .findFirst()
        .map(Secret::of)
        .orElseThrow();
  }

  @Test
  void printsTheSettingsThatAdmitTheKey() {
    assertThat(run("--id=shop", "--apps=" + APP, "--roles=submit", "--rate=60")).isZero();
    new ApplicationContextRunner()
        .withUserConfiguration(Bound.class)
        .withPropertyValues(lines().filter(line -> line.contains("=")).toArray(String[]::new))
        .run(
            context -> {
              List<ApiKeyProperties> keys = context.getBean(ApiKeysProperties.class).keys();
              assertThat(keys)
                  .singleElement()
                  .satisfies(
                      key -> {
                        assertThat(key.apps()).containsExactly(APP);
                        assertThat(key.roles()).containsExactly(Role.SUBMIT);
                        assertThat(key.rate()).isEqualTo(60);
                      });
              assertThat(keys.get(0).sha256())
                  .isEqualTo(HexFormat.of().formatHex(ApiKeyFormat.hash(shown())));
            });
  }

  @Test
  void makesAnotherKeyEachTimeOf160Bits() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      run("--id=shop");
      assertThat(shown().reveal()).matches("shop\\.[0-9a-hjkmnp-tv-z]{32}");
      keys.add(shown().reveal());
    }
    assertThat(keys).hasSize(100);
  }

  @Test
  void showsTheKeyOnce() {
    run("--id=shop", "--index=3");
    assertThat(command.output()).containsOnlyOnce(shown().reveal()).contains("sunpress.keys[3].");
    assertThat(command.complaint()).isEmpty();
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
        "--id=shop --apps=",
        "--id=shop --sunpress.auth.mode=none",
        "--id=shop --apps=wx0123456789abcdef,",
        "shop"
      })
  void printsItsUsageIfItIsCalledWrongly(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(command.complaint()).contains("Usage: java -jar cli.jar new-key");
    assertThat(command.output()).isEmpty();
  }
}
