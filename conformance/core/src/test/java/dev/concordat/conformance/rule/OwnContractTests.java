package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.Walk;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contracts may say and the shipped ones do not: query parameters, headers of answers. */
final class OwnContractTests {
  private static final Body STONE = Body.of("application/json", "{\"kind\": \"stone\"}");

  private Judge judge;

  @BeforeEach
  void readContract() throws IOException {
    judge = new Judge(Contracts.read(TestFiles.resource("contracts")), null);
  }

  private List<String> judge(String query, Headers request, Headers response, Body body) {
    return findings(query, request, response, body).stream().map(OwnContractTests::line).toList();
  }

  private List<Finding> findings(String query, Headers request, Headers response, Body body) {
    Judgement judgement =
        judge.judge(
            new Exchange(
                new Exchange.Request(
                    "POST", "https://acme.example/v1/things" + query, request, body),
                new Exchange.Response(200, response, STONE)));
    return judgement.findings();
  }

  private static String line(Finding finding) {
    return "%s %s %s %s: %s"
        .formatted(
            finding.severity().id(),
            finding.rule(),
            finding.part(),
            finding.pointer(),
            finding.message());
  }

  private List<String> judge(String query) {
    return judge(query, Headers.of("X-Key", "abc"), Headers.of("X-Left", "5"), STONE);
  }

  @Test
  void exchangeWithAllThatIsRequiredConforms() {
    assertThat(judge("?page=1")).isEmpty();
    assertThat(judge("?page=%31#x")).isEmpty();
  }

  @Test
  void queryParameterThatIsRequiredAndMissingViolates() {
    assertThat(judge(""))
        .containsExactly(
            "violation parameter.required request.query.page : expected page, which is missing");
  }

  @Test
  void queryParameterIsReadAsItsTypeIs() {
    assertThat(judge("?page=0"))
        .containsExactly(
            "violation schema.minimum request.query.page : expected at least 1; found 0");
    assertThat(judge("?page=one"))
        .containsExactly(
            "violation schema.type request.query.page : expected integer; found \"one\"");
    assertThat(judge("?page=[1]"))
        .containsExactly(
            "violation schema.type request.query.page : expected integer; found \"[1]\"");
    assertThat(judge("?page"))
        .containsExactly("violation schema.type request.query.page : expected integer; found \"\"");
  }

  @Test
  void otherQueryParametersDriftWhateverTheyAreMadeOf() {
    assertThat(judge("?page=1&%zz=1&&=x"))
        .containsExactly(
            "drift query.undocumented request.query.%zz : the query parameter '%zz' is not"
                + " described");
  }

  @Test
  void headerOfAnAnswerThatIsRequiredAndMissingViolates() {
    assertThat(judge("?page=1", Headers.of("x-key", "abc"), Headers.of(), STONE))
        .containsExactly(
            "violation parameter.required response.header.x-left : expected X-Left, which is"
                + " missing");
  }

  @Test
  void headerOfAnAnswerIsReadAsItsTypeIs() {
    assertThat(judge("?page=1", Headers.of("x-key", "abc"), Headers.of("x-left", "few"), STONE))
        .containsExactly(
            "violation schema.type response.header.x-left : expected integer; found \"few\"");
  }

  @Test
  void keyInAHeaderIsHeldAgainstItsForm() {
    assertThat(judge("?page=1", Headers.of("X-Key", "ABC"), Headers.of("X-Left", "5"), STONE))
        .containsExactly(
            "violation credential.form request.header.x-key : expected a value that matches"
                + " ^[a-z]+$");
    assertThat(judge("?page=1", Headers.of(), Headers.of("X-Left", "5"), STONE))
        .containsExactly(
            "violation credential.required request.header.x-key : expected X-Key, which is missing;"
                + " if the recorder strips credentials, let it mask them");
  }

  @Test
  void exchangeThatCannotBeJudgedIsAFindingAndTheNextIsJudged() throws IOException {
    boolean[] fails = {true};
    Observer observer =
        (contract, operation, started) -> {
          if (fails[0]) {
            throw new IllegalStateException("a fault");
          }
          return Observer.OfExchange.NONE;
        };
    judge =
        new Judge(
            Contracts.read(TestFiles.resource("contracts")),
            NamedProviders.ofAll("acme"),
            observer);

    assertThat(judge("?page=1"))
        .singleElement()
        .asString()
        .startsWith(
            "unchecked judge.failed exchange : it could not be judged, which is a fault of"
                + " Concordat: java.lang.IllegalStateException at ")
        .contains("please report it");
    fails[0] = false;
    assertThat(judge("?page=1")).isEmpty();
  }

  @Test
  void whatWasFoundBeforeTheJudgingFailedStands() throws IOException {
    Observer.OfExchange failing =
        new Observer.OfExchange() {
          @Override
          public Walk.Visitor value(String part, List<Problem> problems) {
            if (part.equals("response.body")) {
              throw new StackOverflowError();
            }
            return new Walk.Visitor() {};
          }
        };
    judge =
        new Judge(
            Contracts.read(TestFiles.resource("contracts")),
            NamedProviders.ofAll("acme"),
            (contract, operation, started) -> failing);

    List<String> found = judge("");
    assertThat(found).hasSize(2);
    assertThat(found.get(0)).startsWith("violation parameter.required request.query.page");
    assertThat(found.get(1)).startsWith("unchecked judge.failed exchange");
  }

  @Test
  void patternThatRunsForEverIsStopped() {
    Headers request = Headers.of("X-Key", "abc", "X-Trace", "a".repeat(200) + "b");

    assertThat(judge("?page=1", request, Headers.of("X-Left", "5"), STONE))
        .containsExactly(
            "unchecked schema.engine request.header.x-trace : the value could not be validated:"
                + " a pattern looked at too many characters");
  }

  @Test
  void unionsWithinUnionsAreFollowedAsDeepAsAValueGoes() {
    int depth = 200;
    String boxes =
        "{\"kind\": \"box\", \"in\": [".repeat(depth) + "{\"kind\": \"pot\"}" + "]}".repeat(depth);
    Body body = Body.of("application/json", boxes);

    assertThat(judge("?page=1", Headers.of("X-Key", "a"), Headers.of("X-Left", "5"), body))
        .singleElement()
        .asString()
        .startsWith(
            "violation schema.discriminator request.body " + "/in/0".repeat(depth) + "/kind");
  }

  @Test
  void valueThatTheLedgerToleratesDrifts() {
    Body body = Body.of("application/json", "{\"kind\": \"stone\", \"weight\": null}");

    assertThat(judge("?page=1", Headers.of("X-Key", "a"), Headers.of("X-Left", "5"), body))
        .containsExactly(
            "drift schema.type request.body /weight: expected number; found null; servers do this"
                + " (acme-02)");
  }

  @Test
  void everyHeaderAndParameterOfANameIsJudged() {
    assertThat(
            judge(
                "?page=1&page=0&page=2&page=-1",
                Headers.of("X-Key", "abc"),
                Headers.of("X-Left", "5", "x-left", "many", "X-LEFT", "more"),
                STONE))
        .containsExactly(
            "violation schema.minimum request.query.page : expected at least 1; found 0",
            "violation schema.type response.header.x-left : expected integer; found \"many\"");
  }

  @Test
  void manyRepeatsOfOneMistakeAreOneFindingAndHideNoOther() {
    String stones = "{\"kind\": \"stone\", \"weight\": -1}, ".repeat(5000);
    Body body =
        Body.of(
            "application/json",
            "{\"kind\": \"box\", \"in\": ["
                + stones
                + "{\"kind\": \"stone\", \"weight\": \"heavy\"}]}");

    assertThat(findings("?page=1", Headers.of("X-Key", "a"), Headers.of("X-Left", "5"), body))
        .extracting(Finding::rule, Finding::pointer, Finding::count, Finding::last)
        .containsExactlyInAnyOrder(
            tuple(
                "schema.minimum",
                "/in/0/weight",
                5000L,
                new Finding.At("request.body", "/in/4999/weight")),
            tuple(
                "schema.type",
                "/in/5000/weight",
                1L,
                new Finding.At("request.body", "/in/5000/weight")));
  }
}
