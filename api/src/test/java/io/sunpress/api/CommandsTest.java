package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which first argument is a command. */
class CommandsTest {
  @Test
  void runsTheOneThatIsNamedFirst() {
    assertThat(Commands.run("new-key", "--odd")).hasValue(2);
  }

  @Test
  void refusesAMisspeltOneRatherThanStartTheApi() {
    assertThat(Commands.run("newkey")).hasValue(2);
    assertThat(Commands.run("newkey", "--server.port=0")).hasValue(2);
    assertThat(Commands.run("")).hasValue(2);
  }

  @Test
  void leavesEverythingElseToTheApi() {
    assertThat(Commands.run()).isEmpty();
    assertThat(Commands.run("--server.port=0", "new-key")).isEmpty();
    assertThat(Commands.run("--spring.profiles.active=new-key")).isEmpty();
  }
}
