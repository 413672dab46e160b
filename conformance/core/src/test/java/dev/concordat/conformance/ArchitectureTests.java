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
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ArchitectureTests {
  private static final Path PUBLIC_TYPES = Path.of("src/test/api/public-types.txt");
  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public (?:[a-z-]+ )*(?:class|record|interface|enum) ");

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
    Map<String, List<Path>> byName =
        sources().stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));

    assertThat(byName).hasSizeGreaterThan(300);
    byName.values().removeIf(named -> named.size() == 1);
    assertThat(byName).isEmpty();
  }

  /** {@code -Dapi.update=true} writes the list anew, to be looked at. */
  @Test
  void whatIsPublicInEachModuleIsMeantToBe() throws IOException {
    StringBuilder types = new StringBuilder();
    String place = "";
    for (Path file : sources()) {
      String text = Files.readString(file);
      // What is only found is named by nobody.
      if (PUBLIC.matcher(text).find() && !text.contains("\n@AutoService(")) {
        String in = Path.of("..").relativize(file.getParent()).toString();
        String here = in.replace("src/main/java/dev/concordat/", "").replace("conformance/", "");
        types.append(here.equals(place) ? " " : (place.isEmpty() ? "" : "\n") + here + ": ");
        place = here;
        types.append(file.getFileName().toString().replace(".java", ""));
      }
    }
    if (Boolean.getBoolean("api.update")) {
      Files.writeString(PUBLIC_TYPES, types + "\n");
    }

    assertThat(PUBLIC_TYPES).content().isEqualTo(types + "\n");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().endsWith("-info.java"))
          .sorted()
          .toList();
    }
  }
}
