package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import org.junit.jupiter.api.Test;

class FindingsTests {
  private static final String PLACE = "#/components/schemas/ChatCompletionRequest";

  private final Findings findings = new Findings(Contracts.shipped().of("maas"));

  private void add(String part, String pointer, String message, String subject) {
    findings.add("field", Severity.DRIFT, part, pointer, message, PLACE, subject, 1);
  }

  @Test
  void oneMistakeInManyEventsAndElementsIsOneFinding() {
    add("response.stream[0]", "/choices/0/x", "first", "x");
    add("response.stream[7]", "/choices/0/x", "second", "x");
    add("response.stream[7]", "/choices/12/x", "third", "x");

    assertThat(findings.all())
        .extracting(
            Finding::part, Finding::pointer, Finding::message, Finding::count, Finding::last)
        .containsExactly(
            tuple(
                "response.stream[0]",
                "/choices/0/x",
                "first",
                3L,
                new Finding.At("response.stream[7]", "/choices/12/x")));
  }

  @Test
  void whatIsFoundOnceIsLastWhereItIsFirst() {
    add("request.body", "/x", "first", "x");

    assertThat(findings.all())
        .extracting(Finding::count, Finding::last)
        .containsExactly(tuple(1L, new Finding.At("request.body", "/x")));
  }

  @Test
  void anotherSubjectRuleSeverityPlaceOrPartIsAnotherMistake() {
    add("request.body", "", "missing a", "a");
    add("request.body", "", "missing b", "b");
    add("response.body", "", "missing a", "a");
    findings.add("other", Severity.DRIFT, "request.body", "", "m", PLACE, "a", 1);
    findings.add("field", Severity.VIOLATION, "request.body", "", "m", PLACE, "a", 1);
    findings.add("field", Severity.DRIFT, "request.body", "", "m", PLACE + "/properties", "a", 1);
    findings.add("field", Severity.DRIFT, "request.body", "/usage", "m", PLACE, "a", 1);

    assertThat(findings.all()).hasSize(7).extracting(Finding::count).containsOnly(1L);
  }

  @Test
  void valuesOfAMapAreOneMistakeWhateverTheirKeys() {
    String place = PLACE + "/properties/logit_bias/additionalProperties/maximum";
    for (String key : new String[] {"50256", "a", "b/c"}) {
      findings.add(
          "schema.maximum", Severity.VIOLATION, "request.body", "/logit_bias/" + key, "m", place);
    }

    assertThat(findings.all()).extracting(Finding::count).containsExactly(3L);
  }

  @Test
  void ofVeryManyThatDifferTheRestIsOneFindingAndHidesNoOther() {
    for (int i = 0; i < 10_000; i++) {
      add("response.body", "/x-" + i, "x-%d is not described".formatted(i), "x-" + i);
    }
    findings.add("other", Severity.VIOLATION, "response.body", "", "m", PLACE);

    assertThat(findings.all()).hasSize(102);
    assertThat(findings.all().get(100))
        .satisfies(
            rest -> {
              assertThat(rest.count()).isEqualTo(9900);
              assertThat(rest.pointer()).isEqualTo("/x-100");
              assertThat(rest.last().pointer()).isEqualTo("/x-9999");
              assertThat(rest.message())
                  .isEqualTo(
                      "x-100 is not described; more than 100 such are told, the rest counted here");
              assertThat(rest.contract()).endsWith(PLACE);
            });
    assertThat(findings.all().get(101).rule()).isEqualTo("other");
  }

  @Test
  void whereTheTextIsTooLongTheRestIsCounted() {
    String name = "x".repeat(1 << 20);
    for (int i = 0; i < 10; i++) {
      add("response.body", "/" + i + name, "m", i + name);
    }

    assertThat(findings.all())
        .hasSize(4)
        .extracting(Finding::count)
        .containsExactly(1L, 1L, 1L, 7L);
  }

  @Test
  void aViolationIsFoundAgainAtAnyElement() {
    findings.add(
        "schema.enum",
        Severity.VIOLATION,
        "response.stream[3]",
        "/choices/1/finish_reason",
        "m",
        PLACE);

    assertThat(findings.hasViolationAt("response.stream[9]", "/choices/0/finish_reason")).isTrue();
    assertThat(findings.hasViolationAt("response.body", "/choices/0/finish_reason")).isFalse();
    assertThat(findings.hasViolationAt("response.stream[9]", "/choices/0/index")).isFalse();
  }
}
