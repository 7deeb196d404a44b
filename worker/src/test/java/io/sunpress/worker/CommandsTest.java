package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Which first argument is a command, and what commands may touch. */
@AnalyzeClasses(
    packages = "io.sunpress.worker",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CommandsTest {
  private static final String[] COMMANDS = {
    "..worker.command..", "..worker.deadletters..", "..worker.doctor.."
  };

  @ArchTest
  static final ArchRule commandsHaveNoEngine =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAnyPackage(COMMANDS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..worker.engine..", "..worker.pipeline..", "..worker.quota..");

  @ArchTest
  static final ArchRule onlyTheMainClassKnowsThem =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackages(COMMANDS)
          .and()
          .doNotHaveFullyQualifiedName(Commands.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(COMMANDS);

  @Test
  void runsTheOneThatIsNamedFirst() {
    assertThat(Commands.run("doctor", "--odd")).hasValue(2);
    assertThat(Commands.run("dead-letters", "--odd")).hasValue(2);
  }

  @Test
  void refusesAMisspeltOneRatherThanStartTheWorker() {
    assertThat(Commands.run("deadletters")).hasValue(2);
    assertThat(Commands.run("deadletters", "--server.port=0")).hasValue(2);
    assertThat(Commands.run("")).hasValue(2);
  }

  @Test
  void leavesEverythingElseToTheWorker() {
    assertThat(Commands.run()).isEmpty();
    assertThat(Commands.run("--server.port=0", "doctor")).isEmpty();
    assertThat(Commands.run("--spring.profiles.active=doctor")).isEmpty();
  }
}
