package dev.concordat.conformance.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;

final class PublicSurfaceTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PublicSurfaceTests.class.getPackageName());

  @Test
  void aHandfulOfTypesIsPublic() {
    assertThat(CLASSES.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .extracting(type -> type.getSimpleName())
        .containsExactlyInAnyOrder(
            "Concordat",
            "ConcordatExtension",
            "ContractFilter",
            "ContractInterceptor",
            "JudgedExchange",
            "RecordedExchanges");
  }

  @Test
  void onlyWhatKnowsTheLanguageOfContractsReadsThemAsTheyAreWritten() {
    String all = "dev.concordat.conformance.";
    JavaClasses everything =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.concordat.conformance");
    noClasses()
        .that()
        .resideOutsideOfPackages(all + "contract", all + "schema", all + "compiled")
        .should()
        .callMethod(SchemaNode.class, "json")
        .orShould()
        .callMethod(SchemaGraph.class, "document")
        .check(everything);
    // Changes are proposed to what is written, and reports quote it.
    noClasses()
        .that()
        .resideOutsideOfPackages(all + "drift", all + "report")
        .should()
        .callMethod(Contract.class, "excerpt", JsonPointer.class)
        .check(everything);
    assertThat(everything.contain("dev.concordat.conformance.server.emulator.Emulator")).isTrue();
  }

  @Test
  void neitherTheCommandLineNorTheClientIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.concordat.conformance.cli..", "dev.concordat.client..")
        .check(CLASSES);
  }

  @Test
  void onlyTheFilterNeedsRestAssuredAndOnlyTheInterceptorOkHttp() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ContractFilter")
        .and()
        .doNotHaveSimpleName("RestAssuredExchange")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.restassured..")
        .check(CLASSES);
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Recorded")
        .or()
        .haveSimpleNameStartingWith("Concordat")
        .or()
        .haveSimpleNameEndingWith("Report")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "okio..")
        .check(CLASSES);
  }
}
