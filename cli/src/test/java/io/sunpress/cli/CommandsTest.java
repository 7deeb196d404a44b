package io.sunpress.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** What commands may use. */
@AnalyzeClasses(packages = "io.sunpress.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CommandsTest {
  @ArchTest
  static final ArchRule commandsStartNoServer =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sunpress.engine..",
              "io.sunpress.worker",
              "..worker.pipeline..",
              "..worker.limiter..",
              "..worker.delay..",
              "io.sunpress.api",
              "..api.ledger..",
              "..api.web..");

  @ArchTest
  static final ArchRule noCommandKnowsAnother =
      SlicesRuleDefinition.slices()
          .matching("io.sunpress.cli.(*)")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.sunpress.cli.command"));
}
