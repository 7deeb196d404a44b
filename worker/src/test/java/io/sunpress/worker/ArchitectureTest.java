package io.sunpress.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may use which; the client of WeChat knows no Kafka. */
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
          .layer("delay")
          .definedBy("..worker.delay..")
          .layer("source")
          .definedBy("..worker.source..")
          .layer("publish")
          .definedBy("..worker.publish..")
          .layer("limiter")
          .definedBy("..worker.limiter..")
          .layer("wechat")
          .definedBy("..worker.wechat")
          .layer("tokens")
          .definedBy("..worker.wechat.token..")
          .layer("image")
          .definedBy("..worker.image..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("delay")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "delay", "source")
          .whereLayer("limiter")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "delay")
          .whereLayer("wechat")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "limiter", "tokens")
          .whereLayer("tokens")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("wiring", "pipeline", "wechat");

  @ArchTest
  static final ArchRule wechatKnowsNoKafka =
      noClasses()
          .that()
          .resideInAnyPackage("..worker.wechat..", "..worker.image..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
