package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judges the exchanges in {@code cases/exchanges}. A case is added by adding a file there. */
final class ExchangeCasesTests {
  private static final Contracts CONTRACTS = Contracts.shipped();

  static List<Path> files() {
    return TestFiles.resources("cases/exchanges");
  }

  static Stream<ExchangeCase> cases() {
    return files().stream().flatMap(file -> ExchangeCase.of(file).stream());
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileHasTheFormOfCases(Path file) {
    assertThat(
            TestFiles.mistakes(
                TestFiles.read(file), TestFiles.resource("cases/exchanges.schema.json")))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void exchangeIsJudgedAsTheDocumentsImply(ExchangeCase exchangeCase) {
    Judgement judgement = new Judge(CONTRACTS, null).judge(exchangeCase.read());

    assertThat(judgement.findings().stream().map(ExchangeCasesTests::line))
        .as(() -> String.valueOf(judgement.findings()))
        .containsExactlyInAnyOrderElementsOf(exchangeCase.findings());
    assertThat(judgement.verdict().id()).isEqualTo(exchangeCase.verdict());
    String credential =
        exchangeCase.exchange().at("/request/headers/Authorization").asString("none");
    assertThat(judgement.findings()).noneMatch(finding -> finding.message().contains(credential));
    for (String text : exchangeCase.says()) {
      assertThat(judgement.findings())
          .as("a message that says '%s'", text)
          .anyMatch(finding -> finding.message().contains(text));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fastWayTellsWhatTheEngineTells(ExchangeCase exchangeCase) {
    SameEitherWay.check(CONTRACTS, exchangeCase.read());
  }

  static String line(Finding finding) {
    String line = "%s %s ".formatted(finding.severity().id(), finding.rule());
    line += place(finding.part(), finding.pointer());
    if (finding.count() > 1) {
      String last = place(finding.last().part(), finding.last().pointer());
      line += ", %d times, last in %s".formatted(finding.count(), last);
    }
    return line;
  }

  private static String place(String part, String pointer) {
    return "%s %s".formatted(part, pointer).strip();
  }
}
