package io.sunpress.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: no door another, and one package alone the server's insides. */
@AnalyzeClasses(packages = "io.sunpress.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DOORS = {
    "..api.v1..",
    "..api.anqicms..",
    "..api.pictures..",
    "..api.apps..",
    "..api.console..",
    "..api.openapi.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.sunpress.api.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule v1KnowsNoOtherDoor = knowsNoOtherDoor(0);
  @ArchTest static final ArchRule anqicmsKnowsNoOtherDoor = knowsNoOtherDoor(1);
  @ArchTest static final ArchRule picturesKnowNoOtherDoor = knowsNoOtherDoor(2);
  @ArchTest static final ArchRule appsKnowNoOtherDoor = knowsNoOtherDoor(3);
  @ArchTest static final ArchRule theConsoleKnowsNoOtherDoor = knowsNoOtherDoor(4);
  @ArchTest static final ArchRule theDocumentKnowsNoOtherDoor = knowsNoOtherDoor(5);

  @ArchTest
  static final ArchRule nothingBehindTheDoorsKnowsThem =
      noClasses()
          .that()
          .resideInAnyPackage("..api.web..", "..api.request..", "..api.ledger..", "..api.auth..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DOORS);

  @ArchTest
  static final ArchRule theLedgerKnowsNoHttp =
      noClasses()
          .that()
          .resideInAPackage("..api.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..", "..api.web..", "..api.auth..", "..api.request..");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTomcat =
      noClasses()
          .that()
          .resideOutsideOfPackage("..api.web.tomcat..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..");

  @ArchTest
  static final ArchRule onlyTheStoreKnowsRocksDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("..api.ledger.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule nobodyUsesCampaignsOrWebhooks =
      noClasses()
          .that()
          .resideOutsideOfPackages("..api.campaign..", "..api.webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..api.campaign..", "..api.webhook..");

  private static ArchRule knowsNoOtherDoor(int own) {
    String[] others =
        java.util.stream.IntStream.range(0, DOORS.length)
            .filter(each -> each != own)
            .mapToObj(each -> DOORS[each])
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(DOORS[own])
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
