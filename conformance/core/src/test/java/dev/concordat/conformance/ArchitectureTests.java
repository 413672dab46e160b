package dev.concordat.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTests {
  private static final String CORE = "dev.concordat.conformance.";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.concordat.conformance");

  @Test
  void packagesHaveNoCircles() {
    slices().matching(CORE + "(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlySchemaKnowsTheValidator() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CORE + "schema")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.networknt..")
        .check(classes);
  }

  @Test
  void onlyContractReadsYamlAndOnlyDriftWritesIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CORE + "contract", CORE + "drift")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(classes);
  }

  @Test
  void coreKnowsNeitherTheCommandLineNorTheClient() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            CORE + "cli..", CORE + "server..", "dev.concordat.client..", "picocli..")
        .check(classes);
  }

  @Test
  void verdictsExchangesAndSchemasKnowNothingAboveThem() {
    String[] above = {
      CORE + "contract..", CORE + "recording..", CORE + "rule..", CORE + "stream.."
    };
    noClasses()
        .that()
        .resideInAnyPackage(CORE + "verdict..", CORE + "exchange..", CORE + "schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above)
        .check(classes);
  }

  @Test
  void recordingsKnowNothingOfContractsAndRules() {
    noClasses()
        .that()
        .resideInAPackage(CORE + "recording..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            CORE + "contract..", CORE + "rule..", CORE + "stream..", CORE + "schema..")
        .check(classes);
  }
}
