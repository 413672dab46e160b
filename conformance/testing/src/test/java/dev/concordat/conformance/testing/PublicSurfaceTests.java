package dev.concordat.conformance.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

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
