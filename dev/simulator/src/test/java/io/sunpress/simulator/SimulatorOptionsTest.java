package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorOptionsTest {
  @Test
  void listensOnLoopbackAndKnowsTheDemoAppUnlessToldOtherwise() {
    SimulatorOptions options = parse(Map.of());
    assertThat(options.settings().host()).isEqualTo("127.0.0.1");
    assertThat(options.settings().port()).isEqualTo(8090);
    assertThat(options.latency()).isEqualTo(Latency.none());
    assertThat(options.apps())
        .containsExactly(SimulatedApp.of("wx0000000000000001", "simulated-secret"));
  }

  @Test
  void argumentsWinOverTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "SIMULATOR_PORT", "1",
            "SIMULATOR_BIND", "0.0.0.0",
            "SIMULATOR_APPS", "wx1:s1, wx2:s:2",
            "SIMULATOR_MINUTE_LIMIT", "7",
            "SIMULATOR_DAY_LIMIT", "");
    SimulatorOptions options = parse(environment, "--port=2", "--day-limit=9");
    assertThat(options.settings().port()).isEqualTo(2);
    assertThat(options.settings().host()).isEqualTo("0.0.0.0");
    assertThat(options.apps())
        .containsExactly(
            SimulatedApp.of("wx1", "s1").withMinuteLimit(7).withDayLimit(9),
            SimulatedApp.of("wx2", "s:2").withMinuteLimit(7).withDayLimit(9));
  }

  @Test
  void readsLatency() {
    SimulatorOptions options =
        parse(
            Map.of(),
            "--latency-median-ms=200",
            "--latency-p99-ms=2000",
            "--hang-share=0.01",
            "--hang-ms=10000",
            "--seed=5");
    assertThat(options.latency())
        .isEqualTo(
            Latency.of(
                Duration.ofMillis(200), Duration.ofSeconds(2), 0.01, Duration.ofSeconds(10), 5));
  }

  @Test
  void readsAppsFromAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("apps"), "# mine\nwx1:s1\n\n wx2:s2 \n");
    assertThat(parse(Map.of(), "--apps-file=" + file).apps())
        .containsExactly(SimulatedApp.of("wx1", "s1"), SimulatedApp.of("wx2", "s2"));
  }

  @Test
  void refusesWhatItDoesNotKnowAndNamesNoSecret() {
    assertThatThrownBy(() -> parse(Map.of(), "--aps=wx1:verysecret"))
        .isInstanceOfSatisfying(
            RuntimeException.class,
            e -> assertThat(SimulatorMain.message(e)).isEqualTo("unknown option --aps"));
    assertThatThrownBy(() -> parse(Map.of(), "--port=x")).hasMessageContaining("port");
    assertThatThrownBy(() -> parse(Map.of(), "--apps=verysecret"))
        .hasMessageContaining("appid:secret")
        .hasMessageNotContaining("verysecret");
  }

  @Test
  void explainsEveryOption() {
    assertThat(SimulatorArguments.commandLine(Map.of()).getUsageMessage())
        .contains("--apps-file", "--hang-share", "SIMULATOR_MINUTE_LIMIT");
  }

  private static SimulatorOptions parse(Map<String, String> environment, String... args) {
    CommandLine commandLine = SimulatorArguments.commandLine(environment);
    commandLine.parseArgs(args);
    return SimulatorOptions.of(commandLine.getCommand());
  }
}
