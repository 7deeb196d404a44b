package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** What {@code token-source} and the keys about it mean together. */
class TokenSourceSettingsTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(AppsProperties.class)
  static class Bound {}

  private static AppProperties app(String... settings) {
    AppProperties[] bound = new AppProperties[1];
    new ApplicationContextRunner()
        .withUserConfiguration(Bound.class)
        .withPropertyValues("sunpress.apps[0].app-id=wx0123456789abcdef")
        .withPropertyValues(
            Arrays.stream(settings)
                .map(setting -> "sunpress.apps[0]." + setting)
                .toArray(String[]::new))
        .run(context -> bound[0] = context.getBean(AppsProperties.class).apps().get(0));
    return bound[0];
  }

  @Test
  void isWeChatItselfUnlessOtherwiseSaid() {
    assertThat(app("secret=hush").tokens())
        .isEqualTo(new TokenSourceSettings.Stable(Secret.of("hush"), false));
    assertThat(app("secret=hush", "force-refresh=true").tokens())
        .isEqualTo(new TokenSourceSettings.Stable(Secret.of("hush"), true));
  }

  @Test
  void needsNoAppSecretForAServiceOrAFile() {
    assertThat(app("token-source=url", "token-url=http://tokens:81/wx", "token-bearer=b").tokens())
        .isEqualTo(
            new TokenSourceSettings.Service(Secret.of("http://tokens:81/wx"), Secret.of("b")));
    assertThat(app("token-source=file", "token-file=/run/secrets/token").tokens())
        .isEqualTo(new TokenSourceSettings.TokenFile(Path.of("/run/secrets/token")));
  }

  @Test
  void readsAnAppSecretFromItsFileWheneverItIsNeeded(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    TokenSourceSettings.Stable origin =
        (TokenSourceSettings.Stable) app("secret-file=" + file).tokens();
    assertThat(origin.current().isEmpty()).isTrue();
    Files.writeString(file, "first\n");
    assertThat(origin.current()).isEqualTo(Secret.of("first"));
    Files.writeString(file, "second");
    assertThat(origin.current()).isEqualTo(Secret.of("second"));
  }

  @ParameterizedTest
  @CsvSource({
    "token-source=url, token-url is needed with token-source=url",
    "token-source=file, token-file is needed with token-source=file",
    "token-source=url token-url=canary, token-url is not an http or https address",
    "token-source=url token-url=ftp://canary/x, token-url is not an http or https address",
    "token-source=url token-url=http:canary, token-url is not an http or https address",
    "token-source=url token-url=http://%canary, token-url is not an http or https address",
    "secret=canary secret-file=f, secret and secret-file are both set",
    "token-url=http://canary, token-url has no effect with token-source=stable",
    "token-bearer=canary, token-bearer has no effect with token-source=stable",
    "token-file=canary, token-file has no effect with token-source=stable",
    "token-source=file token-file=f token-url=http://canary, token-url has no effect",
    "token-source=file token-file=f token-bearer=canary, token-bearer has no effect",
    "token-source=file token-file=f force-refresh=true, force-refresh has no effect",
    "token-source=url token-url=http://a token-file=f, token-file has no effect",
    "token-source=url token-url=http://a force-refresh=true, force-refresh has no effect"
  })
  void namesTheKeyThatIsMissingWrongOrOfNoEffect(String settings, String complaint) {
    AppProperties app = app(settings.split(" "));
    assertThatThrownBy(app::tokens)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sunpress.apps[wx0123456789abcdef]." + complaint)
        .hasMessageNotContaining("canary");
  }

  /** An API shares the settings, and asks for no token: it starts with what a worker refuses. */
  @Test
  void isJudgedWhereItIsUsed() {
    assertThat(app("token-source=url").allowed().id()).hasToString("wx0123456789abcdef");
  }
}
