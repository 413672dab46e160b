package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.concordat.conformance.report.ReportForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The forms of reports: each read by those who read it, and nothing of an exchange is more than
 * text.
 */
final class ReportTests {
  /** What a server may answer to get out of its place in a report. */
  private static final String HOSTILE =
      "</script><img src=x onerror=alert(1)>]]>&amp;\\\\u001b[2J\\\\u0000|`@team"
          + " %0A::error::x\\\\ud83d";

  @TempDir private Path folder;
  private Path recording;

  @BeforeEach
  void record() throws IOException {
    recording =
        Files.write(
            folder.resolve("a.jsonl"),
            List.of(
                Entries.CONFORMS,
                Entries.DRIFTS,
                Entries.UNCHECKED,
                Entries.VIOLATES.replace("error", HOSTILE),
                "[]"));
  }

  private Run report(String form, Path file, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("check", "--report", form + "=" + file));
    arguments.addAll(List.of(more));
    arguments.add(recording);
    return Run.of(arguments.toArray());
  }

  private static List<String> problems(String schema, SpecificationVersion version, String json) {
    Schema compiled =
        SchemaRegistry.withDefaultDialect(version).getSchema(new JsonMapper().readTree(schema));
    return compiled.validate(new JsonMapper().readTree(json)).stream()
        .map(Error::toString)
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReportTests.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anyNumberOfReportsIsWrittenInOneRun() {
    List<Object> arguments = new ArrayList<>(List.of("check", recording));
    for (String form : ReportForm.names()) {
      arguments.add("--report");
      arguments.add(form + "=" + folder.resolve("deep/down/" + form));
    }

    Run run = Run.of(arguments.toArray());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("concordat: 3 exchanges fail: 1 violates, 2 unchecked; see ");
    assertThat(run.out()).contains("5 exchanges: 1 conforms, 1 drifts, 2 unchecked, 1 violates");
    assertThat(ReportForm.names())
        .containsExactly("github", "html", "json", "junit", "markdown", "ndjson", "sarif", "text")
        .allSatisfy(form -> assertThat(folder.resolve("deep/down/" + form)).isNotEmptyFile());
  }

  @Test
  void textIsTheSameInAFileAndOnTheConsole() throws IOException {
    Path file = folder.resolve("r.txt");

    Run run = report("text", file);

    assertThat(Files.readString(file)).isEqualTo(run.out());
  }

  @Test
  void jsonMeetsTheSchemaThatShips() throws IOException {
    String schema = DataForm.REPORT.text();
    String json = Run.of("check", "--format", "json", recording).out();

    assertThat(problems(schema, SpecificationVersion.DRAFT_2020_12, json)).isEmpty();
    assertThat(
            problems(
                schema,
                SpecificationVersion.DRAFT_2020_12,
                json.replace("\"severity\" : \"drift\"", "\"severity\" : \"warning\"")))
        .isNotEmpty();
  }

  @Test
  void ndjsonHasALineForEachExchange() throws IOException {
    Path file = folder.resolve("r.ndjson");
    report("ndjson", file);
    JsonNode whole =
        new JsonMapper().readTree(Run.of("check", "--format", "json", recording).out());

    List<String> lines = Files.readAllLines(file);

    assertThat(lines).hasSize(5);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(new JsonMapper().readTree(lines.get(i))).isEqualTo(whole.at("/exchanges/" + i));
    }
  }

  @Test
  void headersThatAreNotDescribedAreOneFindingAndStillWeighedByName() throws IOException {
    Files.writeString(
        recording,
        Entries.CONFORMS.replace(
            "\"status\": 200, \"headers\": []",
            "\"status\": 200, \"headers\": [{\"name\": \"x-one\", \"value\": \"1\"},"
                + " {\"name\": \"x-two\", \"value\": \"2\"}, {\"name\": \"x-three\", \"value\":"
                + " \"3\"}]"));
    Path config = Files.writeString(folder.resolve("c.yaml"), "headers: [x-two]");
    Path baseline =
        Files.writeString(
            folder.resolve("b.yaml"),
            "accepted: [{rule: header.undocumented, part: response.header.x-three, reason: r,"
                + " owner: o}]");

    JsonNode all = findings("--format", "json");
    JsonNode known = findings("--format", "json", "--config", config);
    JsonNode accepted = findings("--format", "json", "--baseline", baseline);

    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("message").asString())
        .isEqualTo("the headers x-one, x-three and x-two are not described");
    assertThat(all.get(0).path("part").asString()).isEqualTo("response.header.x-one");
    assertThat(all.get(0).path("count").intValue()).isEqualTo(3);
    assertThat(all.get(0).at("/last/part").asString()).isEqualTo("response.header.x-two");
    assertThat(known.get(0).path("message").asString())
        .isEqualTo("the headers x-one and x-three are not described");
    assertThat(accepted).hasSize(2);
    assertThat(accepted.get(0).path("message").asString())
        .isEqualTo("the headers x-one and x-two are not described");
    assertThat(accepted.get(1).at("/accepted/owner").asString()).isEqualTo("o");
    assertThat(Run.of("check", recording).out().lines().filter(l -> l.contains("header.undoc")))
        .as("each once, by name, over many exchanges")
        .hasSize(3);
  }

  private JsonNode findings(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("check", recording));
    arguments.addAll(List.of(more));
    return new JsonMapper().readTree(Run.of(arguments.toArray()).out()).at("/exchanges/0/findings");
  }

  @Test
  void sarifMeetsItsSchema() throws IOException {
    Path file = folder.resolve("r.sarif");
    report("sarif", file);
    String schema = resource("schemas/sarif-2.1.0-rtm.5.json");
    String sarif = Files.readString(file);

    assertThat(problems(schema, SpecificationVersion.DRAFT_4, sarif)).isEmpty();
    assertThat(
            problems(
                schema,
                SpecificationVersion.DRAFT_4,
                sarif.replace("\"level\" : \"error\"", "\"level\" : \"fatal\"")))
        .isNotEmpty();
  }

  @Test
  void sarifHasRulesPlacesAndFingerprintsThatStay() throws IOException {
    Path file = folder.resolve("r.sarif");
    report("sarif", file);
    JsonNode run = new JsonMapper().readTree(Files.readString(file)).at("/runs/0");

    JsonNode result = run.at("/results/2");
    assertThat(result.path("ruleId").asString()).isEqualTo("schema.enum");
    assertThat(result.path("level").asString()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .endsWith("/a.jsonl");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").intValue()).isEqualTo(4);
    assertThat(result.at("/relatedLocations/0/logicalLocations/0/fullyQualifiedName").asString())
        .isEqualTo("intern/openapi.yaml#/components/schemas/FinishReason/enum");
    JsonNode place = result.at("/relatedLocations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asString()).isEqualTo("intern/openapi.yaml");
    assertThat(lineOfContract(place.at("/region/startLine").intValue()))
        .isEqualTo("enum: [length, stop, tool_calls]");
    JsonNode rule = run.at("/tool/driver/rules").get(result.path("ruleIndex").intValue());
    assertThat(rule.path("id").asString()).isEqualTo("schema.enum");
    assertThat(rule.at("/help/text").asString()).contains("What to do: ");

    String print = result.at("/partialFingerprints/concordat~1v1").asString();
    assertThat(print).matches("[0-9a-f]{32}");
    Files.writeString(
        recording, Entries.CONFORMS + "\n" + Entries.VIOLATES.replace("error", "another"));
    report("sarif", file);
    assertThat(
            new JsonMapper()
                .readTree(Files.readString(file))
                .at("/runs/0/results/0/partialFingerprints/concordat~1v1")
                .asString())
        .isEqualTo(print);
  }

  /** A line of a shipped contract, from 1. */
  private static String lineOfContract(int number) throws IOException {
    return resource("/dev/concordat/spec/intern/openapi.yaml")
        .lines()
        .skip(number - 1)
        .findFirst()
        .orElseThrow()
        .strip();
  }

  @Test
  void contractsOfOnesOwnAreNamedByTheirFiles() throws IOException {
    Path own = Files.createDirectories(folder.resolve("contracts/intern")).resolve("openapi.yaml");
    Files.writeString(own, "# Ours\n" + resource("/dev/concordat/spec/intern/openapi.yaml"));
    Files.writeString(
        own.resolveSibling("ledger.yaml"), resource("/dev/concordat/spec/intern/ledger.yaml"));
    Path file = folder.resolve("r.sarif");

    report("sarif", file, "--contracts", own.getParent());

    JsonNode place =
        new JsonMapper()
            .readTree(Files.readString(file))
            .at("/runs/0/results/2/relatedLocations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asString()).isEqualTo("file://" + own);
    int line = place.at("/region/startLine").intValue();
    assertThat(lineOfContract(line - 1)).isEqualTo("enum: [length, stop, tool_calls]");
    assertThat(
            Run.of("check", "--format", "github", "--contracts", own.getParent(), recording).out())
        .contains("FinishReason/enum (%s:%d)".formatted(own, line));
  }

  @Test
  void sarifIsWhatItsValidatorAsksFor() throws Exception {
    Path file = folder.resolve("r.sarif");
    report("sarif", file);
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v sarif-multitool").start().waitFor() == 0,
        "there is no sarif-multitool on the path");

    // Exits with 1 at an error, such as a result of a rule that is not described.
    Process validator =
        new ProcessBuilder("sarif-multitool", "validate", file.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(validator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(validator.waitFor()).as(told).isZero();
    // Not packaged, it has no version.
    assertThat(told.lines().filter(line -> line.matches(".*: (error|warning) SARIF.*")))
        .allSatisfy(line -> assertThat(line).contains("'version' property '(unpackaged)'"));
  }

  @Test
  void sarifHasTheLineOnWhichAnEntryBegins() throws IOException {
    Path file = folder.resolve("r.sarif");
    recording = folder.resolve("pretty.har");
    Files.writeString(
        recording,
        "{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"entries\": [\n%s,\n\n%s,\n{\n}\n]}}"
            .formatted(Entries.VIOLATES, Entries.VIOLATES.replace("error", "another")));

    report("sarif", file);

    assertThat(
            new JsonMapper()
                .readTree(Files.readString(file))
                .at("/runs/0/results")
                .valueStream()
                .map(result -> result.at("/locations/0/physicalLocation/region/startLine")))
        .extracting(JsonNode::intValue)
        .containsExactly(5, 7, 8);
    assertThat(Run.of("check", "--format", "github", recording).out().lines())
        .anySatisfy(line -> assertThat(line).contains("pretty.har,line=7,title=schema.enum"));
  }

  @Test
  void sarifSuppressesWhatIsAccepted() throws IOException {
    Path baseline =
        Files.writeString(
            folder.resolve("b.yaml"),
            "accepted: [{rule: schema.enum, reason: known, owner: team}]");
    Path file = folder.resolve("r.sarif");
    report("sarif", file, "--baseline", baseline);

    JsonNode results = new JsonMapper().readTree(Files.readString(file)).at("/runs/0/results");

    assertThat(results.get(2).at("/suppressions/0/justification").asString())
        .isEqualTo("known (team)");
    assertThat(results.get(1).has("suppressions")).isFalse();
  }

  @Test
  void junitIsReadBySurefiresParser() throws Exception {
    Path file = folder.resolve("TEST-concordat.xml");
    report("junit", file);
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

    List<ReportTestSuite> suites = new TestSuiteXmlParser(new QuietLogger()).parse(file.toString());

    List<ReportTestCase> cases = suites.get(0).getTestCases();
    assertThat(cases).hasSize(5);
    assertThat(cases.stream().filter(ReportTestCase::hasFailure)).hasSize(3);
    assertThat(cases.get(0).getName()).isEqualTo("[0] createChatCompletion");
    assertThat(cases.get(0).isSuccessful()).isTrue();
    assertThat(cases.get(3).getFailureType()).isEqualTo("schema.enum");
    assertThat(cases.get(3).getFailureMessage()).contains("</script>", "\\u001B[2J");
    assertThat(cases.get(3).getFailureDetail())
        .contains("source: InternLM API", "contract: intern/openapi.yaml#");
    assertThat(suites.get(0).getNumberOfTests()).isEqualTo(5);
    assertThat(suites.get(0).getNumberOfFailures()).isEqualTo(3);
  }

  @Test
  void junitHasNoFailureForWhatDoesNotFailTheRun() throws IOException {
    Path file = folder.resolve("r.xml");
    report("junit", file, "--allow-unchecked");

    assertThat(Files.readString(file))
        .contains("failures=\"1\"", "<property name=\"intern.operations\" value=\"1 of 2\"/>");
  }

  @Test
  void githubAnnotatesOnTheConsole() {
    Run run = Run.of("check", "--report", "github", recording);

    List<String> commands = run.out().lines().filter(line -> line.startsWith("::")).toList();
    assertThat(commands).hasSize(4);
    assertThat(commands.get(0)).startsWith("::notice file=");
    assertThat(commands.get(2))
        .startsWith("::error file=")
        .contains("title=schema.enum in createChatCompletion::")
        .contains("%250A::error:")
        .contains("%0Asource: InternLM API");
  }

  /** A pull request may bring files of any name. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesOfFilesAreNoCommandsAndNoPlacesElsewhere() throws IOException {
    Path names = Files.createDirectory(folder.resolve("names"));
    String turned = canBeNamed("\u202e") ? "\u202e" : "";
    for (String name :
        List.of("a\n::error::b", "a\u001b[31m" + turned + "b", "a%0Ab, c:d", "a\\b#?")) {
      Files.writeString(names.resolve(name + ".jsonl"), Entries.VIOLATES);
    }
    Path sarif = folder.resolve("r.sarif");

    Run run = Run.of("check", names, "--report", "github", "--report", "sarif=" + sarif, "--quiet");

    List<String> commands = run.out().lines().filter(line -> line.startsWith("::")).toList();
    assertThat(commands).hasSize(4).allMatch(line -> line.startsWith("::error file=/"));
    assertThat(run.out())
        .contains("a%0A%3A%3Aerror%3A%3Ab.jsonl,line=1", "a%250Ab%2C c%3Ad.jsonl,line=1")
        .contains("a\\u001b[31m%sb.jsonl,line=1".formatted(turned.isEmpty() ? "" : "\\u202e"))
        .doesNotContain("\u001b", "\u202e");
    assertThat(
            new JsonMapper()
                .readTree(Files.readString(sarif))
                .at("/runs/0/results")
                .valueStream()
                .map(
                    result ->
                        result
                            .at("/locations/0/physicalLocation/artifactLocation/uri")
                            .stringValue()))
        .anyMatch(uri -> uri.endsWith("/names/a%5Cb%23%3F.jsonl"))
        .anyMatch(uri -> uri.endsWith("/names/a%250Ab,%20c:d.jsonl"));
  }

  // In a locale without a language, files have names of ASCII alone.
  private static boolean canBeNamed(String name) {
    try {
      return Path.of(name).toString().equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Test
  void moreFindingsThanGithubTakesAreCounted() throws IOException {
    Path many =
        Files.writeString(folder.resolve("many.jsonl"), (Entries.VIOLATES + "\n").repeat(53));

    assertThat(Run.of("check", many, "--report", "github", "--quiet").out().lines())
        .filteredOn(line -> line.startsWith("::"))
        .hasSize(51)
        .last()
        .isEqualTo(
            "::notice title=Concordat::3 more findings are not annotated; the summary counts all");
  }

  @Test
  void markdownMakesNothingOfWhatAnExchangeHas() throws IOException {
    Path file = folder.resolve("r.md");
    report("markdown", file);

    String markdown = Files.readString(file);
    assertThat(markdown)
        .contains("| 5 | 1 | 1 | 2 | 1 |", "`schema.enum`", "&lt;/script&gt;")
        .doesNotContain("<img", "<script", "@team");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "html", "json", "junit", "markdown", "ndjson", "sarif", "text"})
  void halfAPairOfSurrogatesBreaksNoForm(String form) throws IOException {
    // In a value, in the name of a member, in a text that conforms, and in an entry that is none.
    Files.write(
        recording,
        List.of(
            Entries.VIOLATES.replace("error", "\\\\ud83d"),
            Entries.DRIFTS.replace("usage", "us\\\\udc00age"),
            Entries.CONFORMS.replace("\\\"b\\\"", "\\\"\\\\ud83d\\\""),
            "{\"request\": {\"method\": \"\\ud83d\"}}"));
    Path file = folder.resolve("r." + form);
    report(form, file);

    byte[] written = Files.readAllBytes(file);
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(written)).toString();
    switch (form) {
      case "json", "sarif" -> assertThat(new JsonMapper().readTree(text).isObject()).isTrue();
      case "ndjson" ->
          assertThat(text.lines())
              .hasSize(4)
              .allSatisfy(line -> assertThat(new JsonMapper().readTree(line).isObject()).isTrue());
      case "html" -> assertThat(text).endsWith("</html>\n");
      default -> assertThat(text).contains("schema.enum");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "html", "json", "junit", "markdown", "ndjson", "sarif", "text"})
  void noFormHasWhatATerminalObeys(String form) throws IOException {
    Path file = folder.resolve("r." + form);
    report(form, file);

    assertThat(Files.readString(file)).doesNotContain("\u001b").doesNotContain("\u0000");
  }

  @Test
  void linesAreWrappedAtTheWidthThatIsKnown() {
    String wide = Run.of("check", recording).out();
    System.setProperty("concordat.stdout", "terminal");
    System.setProperty("concordat.columns", "60");
    try {
      String narrow = Run.of("check", "--color", "never", recording).out();

      assertThat(narrow.lines().filter(line -> line.startsWith("      ")))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
      assertThat(narrow.replaceAll("\\s+", "")).isEqualTo(wide.replaceAll("\\s+", ""));
    } finally {
      System.clearProperty("concordat.stdout");
      System.clearProperty("concordat.columns");
    }
  }

  @Test
  void coloursComeWhenTheyAreAskedFor() {
    assertThat(Run.of("check", "--color", "always", recording).out()).contains("\u001b[31m");
    assertThat(Run.of("check", "--color", "auto", recording).out()).doesNotContain("\u001b");
  }

  @Test
  void quietIsTheLastLineAlone() {
    assertThat(Run.of("check", "--quiet", recording).out().lines())
        .containsExactly("5 exchanges: 1 conforms, 1 drifts, 2 unchecked, 1 violates");
  }

  @Test
  void soManyFindingsAreListed() {
    String out = Run.of("check", "--max-findings", "0", recording).out();

    assertThat(out)
        .doesNotContain("schema.enum")
        .contains("and 1 more findings; --max-findings says how many are listed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xml=r | --report 'xml' is not known; there are github, html, json, junit",
        "junit | --report junit: say where it goes, as in --report junit=FILE",
        "junit=a.jsonl | is the recording",
        "junit=x;html=x | two reports would go into it"
      })
  void reportThatCannotBeWrittenIsWrongUsage(String reports, String message) throws IOException {
    String before = Files.readString(recording);
    List<Object> arguments = new ArrayList<>(List.of("check", recording));
    for (String one : reports.split(";", -1)) {
      arguments.add("--report");
      arguments.add(one.replace("=", "=" + folder + "/"));
    }

    Run run = Run.of(arguments.toArray());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(Files.readString(recording)).isEqualTo(before);
  }

  @Test
  void probesHaveTheFormsToo() throws Exception {
    Path junit = folder.resolve("TEST-probe.xml");
    Path sarif = folder.resolve("probe.sarif");
    Path page = folder.resolve("probe.html");
    Path json = folder.resolve("probe.json");

    Run run =
        Run.of(
            "probe",
            "--emulator",
            "--provider",
            "qianfan",
            "--fault",
            "empty-200",
            "--report",
            "junit=" + junit,
            "--report",
            "sarif=" + sarif,
            "--report",
            "html=" + page,
            "--report",
            "json=" + json);

    assertThat(run.status()).isEqualTo(1);
    JsonNode own = new JsonMapper().readTree(json.toFile());
    List<ReportTestCase> cases =
        new TestSuiteXmlParser(new QuietLogger()).parse(junit.toString()).get(0).getTestCases();
    assertThat(cases).hasSize(own.at("/summary/cases").intValue());
    assertThat(cases.stream().filter(ReportTestCase::hasFailure))
        .hasSize(own.at("/summary/fail").intValue())
        .isNotEmpty();
    assertThat(cases.get(0).getName()).isEqualTo("[0] listEvaluableModels: minimal request");
    String log = Files.readString(sarif);
    assertThat(
            problems(resource("schemas/sarif-2.1.0-rtm.5.json"), SpecificationVersion.DRAFT_4, log))
        .isEmpty();
    assertThat(log).contains("response.error-headers");
    assertThat(Files.readString(page)).contains("\"rows\"").doesNotContain("concordat-test-secret");
  }

  @Test
  void driftHasTheFormsTooAndFailsNothing() throws IOException {
    Path junit = folder.resolve("drift.xml");
    Path text = folder.resolve("drift.txt");

    Run run = Run.of("drift", recording, "--report", "junit=" + junit, "--report", "text=" + text);

    assertThat(run.status()).isZero();
    assertThat(Files.readString(text)).isEqualTo(run.out()).contains("undocumented fields");
    assertThat(Files.readString(junit))
        .contains("tests=\"4\"", "failures=\"0\"", "field.undocumented");
  }

  @Test
  void configurationNamesReportsToo() throws IOException {
    Path config =
        Files.writeString(folder.resolve("concordat.yaml"), "reports: {junit: out/r.xml}");

    Run.of("check", "--config", config, recording);

    assertThat(folder.resolve("out/r.xml")).isNotEmptyFile();
  }
}
