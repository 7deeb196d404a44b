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
          .layer("pipeline")
          .definedBy("..worker.pipeline..")
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
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("retry")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("announce")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "retry", "source")
          .whereLayer("wechat")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "wechat")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "retry", "source");

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
