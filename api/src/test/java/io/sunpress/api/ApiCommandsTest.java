package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which first argument is a command. */
class ApiCommandsTest {
  @Test
  void runsTheOneThatIsNamedFirst() {
    assertThat(ApiCommands.run("new-key", "--odd")).hasValue(2);
  }

  @Test
  void refusesAMisspeltOneRatherThanStartTheApi() {
    assertThat(ApiCommands.run("newkey")).hasValue(2);
    assertThat(ApiCommands.run("newkey", "--server.port=0")).hasValue(2);
    assertThat(ApiCommands.run("")).hasValue(2);
  }

  @Test
  void leavesEverythingElseToTheApi() {
    assertThat(ApiCommands.run()).isEmpty();
    assertThat(ApiCommands.run("--server.port=0", "new-key")).isEmpty();
    assertThat(ApiCommands.run("--spring.profiles.active=new-key")).isEmpty();
  }
}
