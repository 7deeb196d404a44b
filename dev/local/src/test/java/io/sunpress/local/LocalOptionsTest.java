package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class LocalOptionsTest {

  @Test
  void hasTheDocumentedDefaults() {
    LocalOptions options = options(Map.of());
    assertThat(options.data()).isEqualTo(Path.of("data"));
    assertThat(options.ports()).isEqualTo(new LocalPorts(8080, 9092, 9000, 8090));
    assertThat(options.credentials()).isEmpty();
    assertThat(options.wechatUrl()).isEmpty();
  }

  @Test
  void takesEachOption() {
    LocalOptions options =
        options(
            Map.of(),
            "--port=1",
            "--kafka-port=2",
            "--s3-port=3",
            "--simulator-port=4",
            "--data=d",
            "--a.b=c");
    assertThat(options.ports()).isEqualTo(new LocalPorts(1, 2, 3, 4));
    assertThat(options.data()).isEqualTo(Path.of("d"));
    assertThat(options.passedOn()).isEqualTo(Map.of("a.b", "c"));
  }

  @Test
  void takesTheEnvironment() {
    LocalOptions options =
        options(
            Map.of(
                "SUNPRESS_DATA", "elsewhere",
                "SUNPRESS_APPID", "wx0123456789abcdef",
                "SUNPRESS_SECRET", "hush",
                "SUNPRESS_WECHAT_URL", "http://127.0.0.1:1"));
    assertThat(options.data()).isEqualTo(Path.of("elsewhere"));
    assertThat(options.credentials())
        .contains(new LocalOptions.Credentials("wx0123456789abcdef", Secret.of("hush")));
    assertThat(options.wechatUrl()).contains(URI.create("http://127.0.0.1:1"));
    assertThat(options.toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port=1", "--port", "--port=x", "--port=70000", "--prot=1", "--a.b"})
  void refusesWhatItDoesNotKnow(String argument) {
    assertThatThrownBy(() -> options(Map.of(), argument))
        .isInstanceOfAny(IllegalArgumentException.class, ParameterException.class);
  }

  @Test
  void refusesHalfOfTheCredentials() {
    assertThatThrownBy(() -> options(Map.of("SUNPRESS_APPID", "wx")))
        .hasMessageContaining("SUNPRESS_SECRET");
  }

  private static LocalOptions options(Map<String, String> environment, String... arguments) {
    CommandLine commandLine = LocalArguments.commandLine();
    commandLine.parseArgs(arguments);
    return LocalOptions.of(commandLine.getCommand(), environment);
  }
}
