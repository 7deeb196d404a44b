package io.sunpress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line accepts, whichever the command. */
class CliMainTest {
  private final CommandRun command = new CommandRun();

  @ParameterizedTest
  @CsvSource({
    "--help, doctor",
    "-h, dead-letters",
    "--help, new-key",
    "doctor --help, --page",
    "dead-letters --help, replay",
    "dead-letters list --help, --format",
    "dead-letters replay -h, --dry-run",
    "new-key --help, --roles",
    "doctor --odd.setting=1 --help, --lang"
  })
  void describesItselfAndEachCommand(String arguments, String text) {
    assertThat(command.run(arguments.split(" "))).isZero();
    assertThat(command.output()).contains("Usage: java -jar cli.jar", text);
    assertThat(command.complaint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deadletters",
        "newkey --id=shop",
        "help-me",
        "--server.port=0",
        "dead-letters",
        "--odd doctor",
        "doctor dead-letters",
        "-Dsunpress.id-key=odd doctor"
      })
  void refusesWhatIsNoCommand(String arguments) {
    assertThat(command.run(arguments.split(" "))).isEqualTo(2);
    assertThat(command.complaint()).contains("Usage: java -jar cli.jar");
    assertThat(command.output()).isEmpty();
  }

  @Test
  void refusesNoCommandAtAll() {
    assertThat(command.run()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--secret=canary", "secret=canary", "-Dsecret=canary"})
  void repeatsNoValueOfWhatItDoesNotKnow(String argument) {
    assertThat(command.run("doctor", argument)).isEqualTo(2);
    assertThat(command.complaint()).contains("secret").doesNotContain("canary");
  }

  @Test
  void takesSettingsBeforeTheCommandToo() {
    assertThat(command.run("--sunpress.topics.partitions=0", "dead-letters", "list")).isEqualTo(1);
    assertThat(command.complaint()).startsWith("The settings can't be used");
  }
}
