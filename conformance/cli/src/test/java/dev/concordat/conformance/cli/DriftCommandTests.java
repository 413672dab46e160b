package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DriftCommandTests {
  private static final String RECORDINGS = resource("drift/recordings.jsonl");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"text.txt,--format=text", "report.json,--format=json", "patch.yaml,--patch"})
  void reportHasItsForm(String golden, String option) throws Exception {
    EntryOutcome outcome = run(RECORDINGS, option);

    assertThat(outcome.status()).isEqualTo(0);
    Golden.assertIs("drift/" + golden, outcome.out());
  }

  @Test
  void formatIsTextUnlessSaid() {
    assertThat(run(RECORDINGS).out()).isEqualTo(run(RECORDINGS, "--format", "text").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=text", "--format=json", "--patch"})
  void noReportShowsASecret(String option) {
    EntryOutcome outcome = run(RECORDINGS, option);

    assertThat(outcome.out() + outcome.err()).isNotEmpty().doesNotContainIgnoringCase("canary");
  }

  @Test
  void jsonIsOneDocument() {
    JsonNode report = JsonMapper.shared().readTree(run(RECORDINGS, "--format", "json").out());

    assertThat(report.path("version").intValue()).isEqualTo(1);
    assertThat(report.path("providers"))
        .extracting(provider -> provider.path("provider").stringValue())
        .containsExactly("azion", "intern");
  }

  @Test
  void entriesThatAreNoneAreCounted() {
    EntryOutcome outcome = run(RECORDINGS);

    assertThat(outcome.out()).endsWith("; 1 entry not read\n");
    assertThat(outcome.err()).contains("1 entry could not be read");
  }

  @Test
  void recordingsThatShipAreTakenWhereThereIsNoPath() {
    EntryOutcome outcome = run();

    assertThat(outcome.status()).isEqualTo(0);
    assertThat(outcome.out()).contains("azion: ", "intern: ", "maas: ", "qianfan: ");
  }

  @Test
  void patchOfNoDriftIsNoDocument() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.jsonl"));

    EntryOutcome outcome = run(empty.toString(), "--patch");

    assertThat(outcome.status()).isEqualTo(0);
    assertThat(outcome.out().lines()).allMatch(line -> line.startsWith("#"));
    assertThat(outcome.out()).contains("There is nothing to propose.");
    assertThat(outcome.err()).contains("the recordings have no exchange");
  }

  @Test
  void namesDoNotBreakOutOfAComment() throws Exception {
    Path recording =
        Files.writeString(
            folder.resolve("names.jsonl"),
            """
            {"_provider":"intern","request":{"method":"POST","url":"/chat/completions?a%0Ab=1"}}
            """);

    EntryOutcome outcome = run(recording.toString(), "--patch");

    assertThat(outcome.out()).contains("the parameter a\\u000ab is not described");
    assertThat(outcome.out().lines()).allMatch(line -> line.startsWith("#"));
  }

  @Test
  void outputGoesToTheFile() throws Exception {
    Path file = folder.resolve("report.txt");

    EntryOutcome outcome = run(RECORDINGS, "--output", file.toString());

    assertThat(outcome.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(run(RECORDINGS).out());
  }

  @Test
  void providerIsThatOfAllExchanges() {
    assertThat(run(RECORDINGS, "--provider", "intern").out())
        .contains("intern: 5 exchanges")
        .doesNotContain("azion");
  }

  @Test
  void unreadableInputIsReportedAndTheRestIsRead() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.har"), "{\"log\": {}}");

    EntryOutcome outcome = run(broken.toString(), RECORDINGS);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("broken.har: not a HAR file");
    assertThat(outcome.out()).contains("intern: 3 exchanges");
  }

  @ParameterizedTest
  @CsvSource({
    "--format=xml, --format 'xml' is not known",
    "--provider=nobody, --provider 'nobody' is not known",
    "missing.har, there is no such file",
    "--patch --format=json, --patch has a form of its own",
    "--output=no/such/folder/x, cannot be written",
    "--unknown, Unknown option"
  })
  void wrongUsageIsStatus2(String arguments, String message) {
    EntryOutcome outcome = run(arguments.split(" "));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  private record EntryOutcome(int status, String out, String err) {}

  private static EntryOutcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all =
        Stream.concat(Stream.of("drift"), Arrays.stream(arguments)).toArray(String[]::new);
    int status = Main.run(new PrintWriter(out), new PrintWriter(err, true), all);
    return new EntryOutcome(status, out.toString(), err.toString());
  }

  private static String resource(String name) {
    try {
      return Path.of(DriftCommandTests.class.getResource(name).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
