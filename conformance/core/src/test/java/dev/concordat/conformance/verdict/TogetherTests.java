package dev.concordat.conformance.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TogetherTests {
  private static final String PLACE = "maas/openapi.yaml#/paths/a/post/responses/200";

  private static Finding header(String name, Severity severity, String place) {
    return new Finding(
        "header.undocumented",
        severity,
        "response.header." + name,
        "",
        "the header %s is not described".formatted(name),
        place,
        null);
  }

  private static Finding header(String name) {
    return header(name, Severity.DRIFT, PLACE);
  }

  @Test
  void headersOfOnePlaceAreOneFindingWithTheirNames() {
    Finding other = Finding.unchecked("body.absent", "response.body", "absent");

    List<Finding> told = Together.of(List.of(header("x-a"), other, header("x-b"), header("x-c")));

    assertThat(told)
        .extracting(Finding::rule, Finding::part, Finding::message, Finding::count, Finding::last)
        .containsExactly(
            tuple(
                "header.undocumented",
                "response.header.x-a",
                "the headers x-a, x-b and x-c are not described",
                3L,
                new Finding.At("response.header.x-c", "")),
            tuple(
                "body.absent", "response.body", "absent", 1L, new Finding.At("response.body", "")));
  }

  @Test
  void oneHeaderStaysAsItIs() {
    assertThat(Together.of(List.of(header("x-a")))).containsExactly(header("x-a"));
  }

  @Test
  void headersOfAnotherPlaceOrWeightAreAnotherFinding() {
    List<Finding> findings =
        List.of(
            header("x-a"),
            header("x-b", Severity.VIOLATION, PLACE),
            header("x-c", Severity.DRIFT, PLACE + "/other"));

    assertThat(Together.of(findings)).isEqualTo(findings);
  }

  private static Finding missing(String name, String pointer, Severity severity, String message) {
    return new Finding(
        "schema.required",
        severity,
        "response.body",
        pointer,
        message,
        PLACE,
        null,
        name,
        2,
        new Finding.At("response.body", pointer));
  }

  private static Finding missing(String name, String pointer) {
    return missing(
        name, pointer, Severity.VIOLATION, "expected %s, which is missing".formatted(name));
  }

  @Test
  void whatOneObjectLacksIsOneFindingWithTheNames() {
    List<Finding> told =
        Together.of(
            List.of(missing("id", ""), missing("index", "/choices/0"), missing("model", "")));

    assertThat(told)
        .extracting(Finding::pointer, Finding::message, Finding::count)
        .containsExactly(
            tuple("", "expected id and model, which are missing", 2L),
            tuple("/choices/0", "expected index, which is missing", 2L));
  }

  @Test
  void whatOneObjectLacksIsOneFindingWhicheverPlacesOfTheContractAskForIt() {
    Finding elsewhere =
        new Finding(
            "schema.required",
            Severity.VIOLATION,
            "response.body",
            "",
            "expected function, which is missing",
            PLACE + "/then",
            null,
            "function",
            2,
            new Finding.At("response.body", ""));

    assertThat(Together.of(List.of(missing("type", ""), elsewhere)))
        .extracting(Finding::message, Finding::contract)
        .containsExactly(tuple("expected type and function, which are missing", PLACE));
  }

  @Test
  void whatServersAreKnownToLeaveOutIsToldByItself() {
    String habit = "expected %s, which is missing; servers do this (maas-%d)";
    List<Finding> habits =
        List.of(
            missing("id", "", Severity.DRIFT, habit.formatted("id", 1)),
            missing("model", "", Severity.DRIFT, habit.formatted("model", 2)));

    assertThat(Together.of(habits)).isEqualTo(habits);
  }

  @Test
  void veryManyOrVeryLongNamesAreCounted() {
    List<Finding> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(header("x-" + i));
    }
    assertThat(Together.of(many))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.message())
                  .contains("x-0, x-1,", "x-19 and 10 more")
                  .doesNotContain("x-20");
              assertThat(told.count()).isEqualTo(30);
            });

    List<Finding> loud = List.of(header("x-a"), header("x".repeat(5000)), header("x-b"));
    assertThat(Together.of(loud))
        .singleElement()
        .satisfies(told -> assertThat(told.message()).contains("the headers x-a and 2 more are"));
  }
}
