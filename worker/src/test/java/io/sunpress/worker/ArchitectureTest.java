package io.sunpress.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the engine nothing of codes, WeChat's client nothing of Kafka. */
@AnalyzeClasses(
    packages = "io.sunpress.worker",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule partsKnowEachOtherOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("wiring")
          .definedBy("io.sunpress.worker")
          .layer("press")
          .definedBy("..worker.press..")
          .layer("retry")
          .definedBy("..worker.retry..")
          .layer("source")
          .definedBy("..worker.source..")
          .layer("announce")
          .definedBy("..worker.announce..")
          .layer("wechat")
          .definedBy("..worker.wechat..")
          .layer("picture")
          .definedBy("..worker.picture..")
          .layer("engine")
          .definedBy("..worker.engine..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("press")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("retry")
          .mayOnlyBeAccessedByLayers("wiring", "press")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("announce")
          .mayOnlyBeAccessedByLayers("wiring", "press", "retry", "source")
          .whereLayer("wechat")
          .mayOnlyBeAccessedByLayers("wiring", "press")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("wiring", "press", "wechat")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("wiring", "press", "retry", "source");

  @ArchTest
  static final ArchRule theEngineKnowsNothingOfCodes =
      noClasses()
          .that()
          .resideInAPackage("..worker.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sunpress.code..",
              "io.sunpress.message..",
              "io.sunpress.request..",
              "io.sunpress.storage..",
              "okhttp3..");

  @ArchTest
  static final ArchRule wechatKnowsNoKafka =
      noClasses()
          .that()
          .resideInAnyPackage("..worker.wechat..", "..worker.picture..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
