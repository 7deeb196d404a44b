package io.sunpress;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sunpress.code.CodeSpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/** The direction in which the contract's packages may look. */
class ArchitectureTest {
  private static final JavaClasses COMMON =
      new ClassFileImporter()
          .importUrl(CodeSpec.class.getProtectionDomain().getCodeSource().getLocation());
  private static final DescribedPredicate<JavaClass> MAPPERS = assignableTo(ObjectMapper.class);

  @Test
  void knowsNoSpring() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(COMMON);
  }

  @Test
  void keepsCodesFreeOfWireStoreAndJson() {
    classes()
        .that()
        .resideInAPackage("io.sunpress.code")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax.crypto..", "org.jspecify..", "io.sunpress.code", "io.sunpress.secret")
        .check(COMMON);
  }

  @Test
  void letsSecretsDependOnNothing() {
    mayUse("secret");
  }

  @Test
  void letsDigestsAndThreadsDependOnNothing() {
    mayUse("digest");
    mayUse("concurrent");
  }

  @Test
  void letsJsonDependOnNothing() {
    mayUse("json");
  }

  @Test
  void buildsItsReaderOfJsonInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sunpress.json")
        .should()
        .callMethodWhere(target(owner(MAPPERS)).and(target(nameMatching("builder.*|shared"))))
        .orShould()
        .callConstructorWhere(target(owner(MAPPERS)))
        .check(COMMON);
  }

  @Test
  void letsMessagesUseCodesAndJson() {
    mayUse("message", "code", "json");
  }

  @Test
  void letsTopicsUseCodesMessagesAndKafka() {
    mayUse("topic", "code", "message", "kafka");
  }

  @Test
  void letsRequestsUseCodesMessagesTopicsAndKafka() {
    mayUse("request", "code", "message", "topic", "kafka");
  }

  @Test
  void letsKafkaUseThreads() {
    mayUse("kafka", "concurrent");
  }

  @Test
  void letsTheStoreUseCodesAndDigests() {
    mayUse("storage", "code", "digest", "secret");
  }

  @Test
  void hasNoCycles() {
    slices().matching("io.sunpress.(*)..").should().beFreeOfCycles().check(COMMON);
  }

  private static void mayUse(String user, String... used) {
    String[] allowed = new String[used.length + 1];
    allowed[0] = "io.sunpress." + user;
    for (int i = 0; i < used.length; i++) {
      allowed[i + 1] = "io.sunpress." + used[i];
    }
    noClasses()
        .that()
        .resideInAPackage("io.sunpress." + user)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.sunpress..").and(resideOutsideOfPackages(allowed)))
        .check(COMMON);
  }
}
