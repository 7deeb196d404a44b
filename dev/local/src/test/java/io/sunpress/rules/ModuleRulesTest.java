package io.sunpress.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies point one way: common, settings and engine, then api and worker, then cli and dev.
 */
@AnalyzeClasses(packages = "io.sunpress", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
  private static final String[] COMMON = {
    "io.sunpress.code..",
    "io.sunpress.concurrent..",
    "io.sunpress.digest..",
    "io.sunpress.json..",
    "io.sunpress.message..",
    "io.sunpress.topic..",
    "io.sunpress.request..",
    "io.sunpress.storage..",
    "io.sunpress.secret.."
  };

  @ArchTest
  static final ArchRule modulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("common")
          .definedBy(COMMON)
          .layer("settings")
          .definedBy("io.sunpress.settings..")
          .layer("engine")
          .definedBy("io.sunpress.engine..")
          .layer("api")
          .definedBy("io.sunpress.api..")
          .layer("worker")
          .definedBy("io.sunpress.worker..")
          .layer("cli")
          .definedBy("io.sunpress.cli..")
          .layer("parts")
          .definedBy("io.sunpress.parts..")
          .layer("simulator")
          .definedBy("io.sunpress.simulator..")
          .layer("installation")
          .definedBy("io.sunpress.installation..")
          .layer("local")
          .definedBy("io.sunpress.local..")
          .whereLayer("local")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("parts")
          .mayOnlyBeAccessedByLayers("installation", "local")
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("installation", "local")
          .whereLayer("installation")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("installation")
          .mayOnlyAccessLayers("common", "parts", "simulator")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("cli", "local")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("cli", "local")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("api", "worker", "cli")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("worker", "local")
          .whereLayer("engine")
          .mayNotAccessAnyLayer()
          .whereLayer("simulator")
          .mayNotAccessAnyLayer()
          .whereLayer("parts")
          .mayNotAccessAnyLayer()
          .whereLayer("common")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule commonAndEngineKnowNoSpring =
      noClasses()
          .that()
          .resideInAnyPackage(COMMON)
          .or()
          .resideInAPackage("io.sunpress.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule codesKnowNoKafka =
      noClasses()
          .that()
          .resideInAPackage("io.sunpress.code..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule theApiNeverCallsWeChat =
      noClasses()
          .that()
          .resideInAPackage("io.sunpress.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("okhttp3..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.sunpress.(*).(**)").should().beFreeOfCycles();
}
