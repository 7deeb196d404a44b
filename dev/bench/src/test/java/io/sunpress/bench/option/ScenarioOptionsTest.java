package io.sunpress.bench.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class ScenarioOptionsTest {
  private static final ScenarioOption CODES =
      ScenarioOption.number("codes", 100, 1, 1000, "to ask for");
  private static final ScenarioOption JAR = ScenarioOption.text("jar", "a.jar", "to run");

  @Test
  void givesDefaultsForWhatIsNotSaid() {
    ScenarioOptions scenarioOptions = parse();

    assertThat(scenarioOptions.number(CODES)).isEqualTo(100);
    assertThat(scenarioOptions.text(JAR)).isEqualTo("a.jar");
    assertThat(scenarioOptions.seed()).isEqualTo(1);
  }

  @Test
  void takesWhatIsSaid() {
    ScenarioOptions scenarioOptions = parse("--codes=7", "--jar=b=c.jar", "--seed=9000000000");

    assertThat(scenarioOptions.number(CODES)).isEqualTo(7);
    assertThat(scenarioOptions.text(JAR)).isEqualTo("b=c.jar");
    assertThat(scenarioOptions.seed()).isEqualTo(9_000_000_000L);
    assertThat(scenarioOptions.all())
        .containsEntry("codes", "7")
        .containsEntry("seed", "9000000000");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String wrong : List.of("--cods=7", "codes=7", "--codes", "--=7", "")) {
      assertThatThrownBy(() -> parse(wrong)).as(wrong).isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void refusesNumbersOutOfBounds() {
    for (String wrong : List.of("0", "1001", "-1", "1.5", "many", "", "99999999999999999999")) {
      assertThatThrownBy(() -> parse("--codes=" + wrong))
          .as(wrong)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("--codes needs a whole number from 1 to 1000");
    }
  }

  @Test
  void readsSettingsForWorkers() {
    assertThat(parse().pairs(ScenarioOptions.WORKER)).isEmpty();
    assertThat(parse("--worker=a.b=1,c=d=e").pairs(ScenarioOptions.WORKER))
        .containsExactly(Map.entry("a.b", "1"), Map.entry("c", "d=e"));
    assertThatThrownBy(() -> parse("--worker=a.b")).hasMessageContaining("needs pairs, not a.b");
  }

  @Test
  void explainsEveryOption() {
    CommandSpec command = ScenarioOptions.command("speed", "", List.of(CODES, JAR));
    assertThat(new CommandLine(command).getUsageMessage())
        .contains("--codes=100", "--jar=a.jar", "--seed=1", "--json=", "to ask for");
  }

  private static ScenarioOptions parse(String... arguments) {
    return ScenarioOptions.parse(List.of(arguments), List.of(CODES, JAR));
  }
}
