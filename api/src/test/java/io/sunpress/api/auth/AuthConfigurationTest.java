package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.CapturedLog;
import io.sunpress.api.web.CrossOriginProperties;
import io.sunpress.api.web.ProxyProperties;
import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whether the API starts depends on its keys, its mode, and from where it can be reached. */
class AuthConfigurationTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class, AuthConfiguration.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    AuthProperties.class,
    ApiKeysProperties.class,
    CrossOriginProperties.class,
    ProxyProperties.class
  })
  static class Bound {
    @Bean
    ConfiguredApps apps() {
      return ConfiguredApps.of(ConfiguredApp.of(APP));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sunpress.auth.max-wrong-keys=10",
        "server.address=",
        "server.address=0.0.0.0",
        "server.address=::",
        "server.address=192.0.2.7",
        "server.address=127.0.0.1",
        "sunpress.auth.mode=required"
      })
  void doesNotStartWithoutKeysUnlessItIsSet(String setting) {
    refuses(setting);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.address=",
        "server.address=0.0.0.0",
        "server.address=192.0.2.7",
        "sunpress.public-base-url=https://codes.example",
        "sunpress.public-base-url=http://localhost.codes.example:8080",
        "sunpress.public-base-url=http://127.codes.example",
        "server.forward-headers-strategy=native",
        "server.forward-headers-strategy=FRAMEWORK",
        "sunpress.http.trusted-proxies=127.0.0.1"
      })
  void isNeverOptionalWhereOtherMachinesCouldComeIn(String setting) {
    refuses(
        "server.address=127.0.0.1",
        "sunpress.auth.mode=optional",
        "sunpress.keys[0].id=shop",
        "sunpress.keys[0].sha256=" + "ab".repeat(32),
        "sunpress.keys[0].apps=" + APP,
        setting);
  }

  private void refuses(String... settings) {
    runner
        .withPropertyValues(settings)
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
        "sunpress.public-base-url=http://[::1]:8080",
        "sunpress.public-base-url=https://img.localhost",
        "server.forward-headers-strategy=none",
        "sunpress.auth.mode=none"
      })
  void startsOnLoopbackWithoutKeysWhereItIsSet(String setting) {
    runner
        .withPropertyValues("server.address=127.0.0.1", "sunpress.auth.mode=optional", setting)
        .run(context -> assertThat(context).hasSingleBean(Authenticator.class));
  }

  @Test
  void requiresAKeyWhereSomeAreConfigured() {
    runner
        .withPropertyValues("server.address=127.0.0.1")
        .withPropertyValues(
            "sunpress.keys[0].id=shop",
            "sunpress.keys[0].sha256=" + "ab".repeat(32),
            "sunpress.keys[0].apps=" + APP)
        .run(
            context ->
                assertThat(
                        context
                            .getBean(Authenticator.class)
                            .admit(local(), Set.of(Role.READ), false))
                    .isEqualTo(AuthResult.Denied.of(AuthFailure.NO_KEY)));
  }

  @Test
  void logsTheMode() {
    try (CapturedLog log = CapturedLog.everybody()) {
      runner
          .withPropertyValues("sunpress.auth.mode=none")
          .run(context -> assertThat(log.lines()).contains("Authentication: none, with 0 keys"));
    }
  }

  private static MockHttpServletRequest local() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/apps");
    request.addHeader("Host", "127.0.0.1:8080");
    return request;
  }
}
