package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the API listens decides whether it starts without keys. */
class AuthConfigurationTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class, AuthConfiguration.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({AuthProperties.class, KeysProperties.class})
  static class Bound {
    @Bean
    ConfiguredApps apps() {
      return ConfiguredApps.of(ConfiguredApp.of(APP));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sunpress.auth.wrong-keys=10",
        "server.address=",
        "server.address=0.0.0.0",
        "server.address=::",
        "server.address=192.0.2.7",
        "sunpress.auth.mode=optional",
        "sunpress.auth.mode=required"
      })
  void doesNotStartBeyondLoopbackWithoutKeys(String setting) {
    runner
        .withPropertyValues(setting)
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("refuses to start"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.address=127.0.0.1",
        "server.address=127.0.0.2",
        "server.address=::1",
        "server.address=localhost",
        "sunpress.auth.mode=none"
      })
  void startsOnLoopbackOrWhereItIsSaid(String setting) {
    runner
        .withPropertyValues(setting)
        .run(context -> assertThat(context).hasSingleBean(Gate.class));
  }

  @Test
  void startsAnywhereWithAKey() {
    runner
        .withPropertyValues(
            "sunpress.keys[0].id=shop",
            "sunpress.keys[0].sha256=" + "ab".repeat(32),
            "sunpress.keys[0].apps=" + APP)
        .run(context -> assertThat(context).hasSingleBean(Gate.class));
  }
}
