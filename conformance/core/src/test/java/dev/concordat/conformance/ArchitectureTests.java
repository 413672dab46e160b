package dev.concordat.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void onlyWhatReadsContractsOrProposesChangesKnowsYaml() {
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

  @Test
  void noTwoClassesOfTheCheckerHaveOneName() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      Map<String, List<String>> byName =
          files
              .map(Path::toString)
              .filter(file -> file.contains("/src/main/java/") && file.endsWith(".java"))
              .filter(file -> !file.endsWith("-info.java"))
              .collect(Collectors.groupingBy(file -> file.substring(file.lastIndexOf('/') + 1)));

      assertThat(byName).hasSizeGreaterThan(300);
      byName.values().removeIf(named -> named.size() == 1);
      assertThat(byName).isEmpty();
    }
  }
}
