package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.secret.Secret;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody's own mini-program, at whatever answers in WeChat's place. */
class OtherWeChatTest {
  private static final String APP = "wx00112233445566ff";

  @TempDir Path data;

  @Test
  void drawsForOnesOwnMiniProgramWhereTheAddressSays() {
    try (WeChatSimulator other = WeChatSimulator.start(SimulatorSettings.defaults())) {
      other.addApp(SimulatedApp.of(APP, "its-own-secret"));
      try (LocalSunpress sunpress = LocalSunpress.start(options(other, "its-own-secret"))) {
        assertThat(sunpress.simulator()).isEmpty();
        PlainHttpClient plainHttpClient = new PlainHttpClient(sunpress.http());
        byte[] picture = plainHttpClient.fetch(plainHttpClient.url("pages/own", "o=1")).body();
        assertThat(SimulatedCodeReader.read(picture).app()).isEqualTo(APP);
      }
    }
  }

  @Test
  void saysAtOnceThatTheSecretIsWrong() {
    try (WeChatSimulator other = WeChatSimulator.start(SimulatorSettings.defaults())) {
      other.addApp(SimulatedApp.of(APP, "its-own-secret"));
      try (LocalSunpress sunpress = LocalSunpress.start(options(other, "another-secret"))) {
        JsonNode answer =
            new PlainHttpClient(sunpress.http())
                .qrcode("{\"path\":\"pages/own\",\"scene\":\"o=2\"}");
        assertThat(answer.path("code").asInt()).isEqualTo(-1);
        assertThat(answer.path("errcode").asInt()).isEqualTo(40125);
        assertThat(answer.toString()).doesNotContain("another-secret");
      }
    }
  }

  private LocalOptions options(WeChatSimulator other, String secret) {
    return new LocalOptions(
        data,
        LocalPorts.FREE,
        Optional.of(new LocalOptions.Credentials(APP, Secret.of(secret))),
        Optional.of(other.baseUrl()),
        Map.of());
  }
}
