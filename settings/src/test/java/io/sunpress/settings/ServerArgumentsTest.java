package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerArgumentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"doctor", "deadletters", "newkey", "", "-h", "--help", "-Dname"})
  void refusesWhatIsNoSettingAndNamesTheCommandLine(String argument) {
    assertThat(ServerArguments.refusal("worker.jar", "--server.port=0", argument))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("worker.jar takes settings only", '"' + argument + '"', "cli.jar"));
  }

  @Test
  void repeatsNoValue() {
    assertThat(ServerArguments.refusal("api.jar", "sunpress.id-key=canary"))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("sunpress.id-key").doesNotContain("canary"));
  }

  @Test
  void leavesSettingsToSpring() {
    assertThat(ServerArguments.refusal("api.jar")).isEmpty();
    assertThat(
            ServerArguments.refusal(
                "api.jar", "--server.port=0", "--spring.profiles.active=new-key", "--debug"))
        .isEmpty();
  }
}
