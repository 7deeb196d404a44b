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

class LocalOptionsTest {

  @Test
  void hasTheDocumentedDefaults() {
    LocalOptions options = LocalOptions.of(new String[0], Map.of());
    assertThat(options.data()).isEqualTo(Path.of("data"));
    assertThat(options.ports()).isEqualTo(new LocalPorts(8080, 9092, 9000, 8090));
    assertThat(options.credentials()).isEmpty();
    assertThat(options.wechatUrl()).isEmpty();
  }

  @Test
  void takesEachOption() {
    LocalOptions options =
        LocalOptions.of(
            new String[] {
              "--port=1",
              "--kafka-port=2",
              "--s3-port=3",
              "--simulator-port=4",
              "--data=d",
              "--a.b=c"
            },
            Map.of());
    assertThat(options.ports()).isEqualTo(new LocalPorts(1, 2, 3, 4));
    assertThat(options.data()).isEqualTo(Path.of("d"));
    assertThat(options.passedOn()).isEqualTo(Map.of("a.b", "c"));
  }

  @Test
  void takesTheEnvironment() {
    LocalOptions options =
        LocalOptions.of(
            new String[0],
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
  @ValueSource(strings = {"port=1", "--port", "--port=x", "--port=70000", "--prot=1", "-h"})
  void refusesWhatItDoesNotKnow(String argument) {
    assertThatThrownBy(() -> LocalOptions.of(new String[] {argument}, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesHalfOfTheCredentials() {
    assertThatThrownBy(() -> LocalOptions.of(new String[0], Map.of("SUNPRESS_APPID", "wx")))
        .hasMessageContaining("SUNPRESS_SECRET");
  }
}
