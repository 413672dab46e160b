package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.SameEitherWay;
import dev.concordat.conformance.verdict.Judgement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every exchange of the case files is judged as its file says. */
class WireCaseTests {
  private static final Contracts CONTRACTS = Contracts.shipped();

  static List<WireCase> cases() {
    return WireCases.all();
  }

  static List<Path> files() {
    return WireCases.files();
  }

  static List<WireCase> casesWithLinesEndedByLf() {
    return WireCases.all().stream().filter(wire -> !wire.body().contains("\r")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isJudgedAsTheCaseSays(WireCase wire) {
    Judgement judgement = wire.judge(CONTRACTS);

    assertThat(judgement.operation()).isEqualTo(wire.operation());
    assertThat(WireCase.found(judgement))
        .as(() -> String.valueOf(judgement.findings()))
        .isEqualTo(wire.findings());
    assertThat(judgement.verdict().id()).isEqualTo(wire.verdict());
    for (int i = 0; i < wire.findings().size(); i++) {
      JsonNode says = wire.json().path("findings").path(i).path("says");
      assertThat(judgement.findings().get(i).message()).contains(says.asString(""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWithLinesEndedByLf")
  void theEndsOfLinesMakeNoDifference(WireCase wire) {
    for (String end : List.of("\r", "\r\n")) {
      Judgement judgement =
          new Judge(CONTRACTS, null).judge(wire.exchange(wire.body().replace("\n", end)));

      assertThat(WireCase.found(judgement)).isEqualTo(wire.findings());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theFastWayTellsWhatTheEngineTells(WireCase wire) {
    SameEitherWay.check(CONTRACTS, wire.exchange(wire.body()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileHasTheFormOfCases(Path file) {
    assertThat(WireCases.problems(file)).isEmpty();
  }

  @Test
  void noTwoCasesHaveOneName() {
    assertThat(WireCases.all()).extracting(WireCase::toString).doesNotHaveDuplicates();
  }
}
