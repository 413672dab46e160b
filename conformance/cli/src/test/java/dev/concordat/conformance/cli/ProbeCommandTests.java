package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProbeCommandTests {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int probe(String... options) {
    List<String> arguments = new ArrayList<>(List.of("probe"));
    arguments.addAll(List.of(options));
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
  }

  @Test
  void emulatorPassesWithAllProviders() {
    assertThat(probe("--emulator")).isZero();
    assertThat(out.toString())
        .contains("azion createChatCompletion")
        .contains("qianfan listEvaluableModels")
        .contains(" 0 FAIL, 0 WARN, ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void faultFailsAndSaysWhy() {
    assertThat(probe("--emulator", "--provider", "qianfan", "--fault", "empty-200")).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAIL  minimal request")
        .contains("response.error-headers: expected a body");
  }

  @Test
  void whatWasExchangedIsRecordedWithoutCredentials(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("probe.jsonl");

    assertThat(probe("--emulator", "--provider=qianfan", "--record=" + file)).isZero();
    Run check = Run.of("check", file, "--provider", "qianfan", "--format", "json");

    assertThat(Files.readString(file)).doesNotContain("concordat-test-access-key");
    JsonNode report = new JsonMapper().readTree(check.out());
    assertThat(report.at("/summary/exchanges").asInt()).isPositive();
    assertThat(report.at("/summary/conforms").asInt()).isPositive();
  }

  @Test
  void recordingThatCannotBeWrittenIsSaid(@TempDir Path folder) {
    assertThat(probe("--emulator", "--record=" + folder.resolve("probe.txt"))).isEqualTo(2);
    assertThat(err.toString()).contains("--record: ", "must end in .jsonl or .ndjson");
  }

  @Test
  void jsonHasEachCaseAndASummary() throws Exception {
    probe("--emulator", "--provider=intern", "--format=json", "--fault=overload", "--budget=3");
    JsonNode report = new JsonMapper().readTree(out.toString());

    assertThat(report.path("version").asInt()).isEqualTo(1);
    assertThat(report.path("cases").size()).isEqualTo(report.at("/summary/cases").asInt());
    assertThat(report.at("/cases/0/outcome").asString()).isEqualTo("fail");
    assertThat(report.at("/cases/0/findings/0/rule").asString()).isEqualTo("probe.refused-for-now");
    // The least request of each of two operations: after that there is nothing more to learn.
    assertThat(report.at("/summary/requests").asInt()).isEqualTo(2);
  }

  @Test
  void reasonIsToldOnceForCasesThatFollowEachOther() {
    assertThat(probe("--emulator", "--provider=intern", "--fault=html-502")).isEqualTo(1);

    List<String> lines = out.toString().lines().toList();
    int two = lines.indexOf("  FAIL  two choices");
    assertThat(lines.get(two + 1)).startsWith("        contract: ");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("  PASS"))
        .allMatch(l -> l.endsWith("cases"));
    assertThat(lines.get(two + 2)).isEqualTo("  FAIL  two choices, stream");
    assertThat(lines).filteredOn(line -> line.contains("502 (and 1 more)")).hasSize(2);
  }

  @Test
  void verboseListsEachCase() throws Exception {
    assertThat(probe("--emulator", "--provider=azion", "--verbose")).isZero();

    Matcher total = Pattern.compile("(\\d+) cases").matcher(out.toString());
    assertThat(total.find()).isTrue();
    assertThat(out.toString().lines().filter(line -> line.matches("  (PASS|SKIP)  .*")))
        .hasSize(Integer.parseInt(total.group(1)));
  }

  @Test
  void quietIsTheLastLineAlone() {
    assertThat(probe("--emulator", "--provider=azion", "--quiet", "--color=always")).isZero();
    assertThat(out.toString().lines()).singleElement().asString().contains("\u001b[32m", " 0 FAIL");
  }

  @Test
  void whatWasSkippedIsAFindingOfItsOwn(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("probe.ndjson");

    assertThat(probe("--emulator", "--provider=azion", "--report=ndjson=" + file)).isZero();

    assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("probe.case")))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("form of errors", "\"unchecked\""));
  }

  @ParameterizedTest
  @CsvSource({
    "'', --provider is missing",
    "--provider=acme, 'acme' is not known",
    "--provider=maas, the contract of maas names no server; give one with --base-url",
    "--provider=qianfan, --access-key-env and --secret-key-env are needed",
    "--provider=intern --token-env=CONCORDAT_NOT_SET, is not set or empty",
    "--provider=maas --base-url=ftp://a, expected http or https",
    "--provider=maas --base-url=http://u:p@a, without user or query",
    "--provider=maas --base-url=::, expected http or https",
    "--provider=intern --fault=cut, give --emulator too",
    "--emulator --base-url=http://a, --emulator has its own address",
    "--emulator --fault=nope, there is no such fault",
    "--emulator --budget=0, at least one request is needed",
    "--emulator --timeout=0, expected seconds",
    "--emulator --format=xml, there are text and json"
  })
  void wrongUsageIsSaid(String options, String message) {
    String[] given = options.isEmpty() ? new String[0] : options.split(" ", -1);

    assertThat(probe(given)).isEqualTo(2);
    assertThat(err.toString())
        .contains(message.replace(" and json", ", json"))
        .doesNotContain("should not have happened");
  }
}
