package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ConfigTests {
  /** Options of one run, which no file has. */
  private static final Set<String> OF_ONE_RUN =
      Set.of("config", "help", "version", "write-baseline", "reason", "owner", "expires");

  private static final String HEADER =
      "\"response\": {\"status\": 200, \"headers\": [{\"name\": \"X-Trace\", \"value\": \"a\"}]";

  @TempDir private Path folder;

  private Path config(String... lines) throws IOException {
    return Files.write(folder.resolve("concordat.yaml"), List.of(lines));
  }

  private Path recording(String... entries) throws IOException {
    return Files.write(folder.resolve("a.jsonl"), List.of(entries));
  }

  private static String withHeader(String entry) {
    return entry.replace("\"response\": {\"status\": 200, \"headers\": []", HEADER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "drift", "probe", "serve", "record"})
  void everyOptionHasItsKeyAndEveryKeyItsOption(String command) {
    JsonNode schema = new JsonMapper().readTree(DataForm.CONFIG.text());
    Set<String> keys =
        new TreeSet<>(schema.at("/properties/" + command + "/properties").propertyNames());
    Set<String> options = new TreeSet<>();
    CommandLine line = Main.line(Config.NONE).getSubcommands().get(command);
    for (ArgSpec arg : line.getCommandSpec().args()) {
      options.add(ConfigValues.key(arg));
    }
    options.removeAll(OF_ONE_RUN);

    assertThat(keys).isEqualTo(options);
  }

  @Test
  void fileIsFoundInTheFolderOrAboveIt() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("b/c"));
    Path file = config("fail-on: drift");

    assertThat(Config.find(deep)).isEqualTo(file.toAbsolutePath());
    Path nearer = Files.writeString(folder.resolve("b/concordat.yaml"), "fail-on: drift");
    assertThat(Config.find(deep)).isEqualTo(nearer.toAbsolutePath());
  }

  @Test
  void commandLineGoesBeforeTheSectionAndTheSectionBeforeTheTop() throws IOException {
    Path drifts = recording(Entries.DRIFTS);
    Path file = config("fail-on: drift");
    assertThat(Run.of("check", "--config", file, drifts).status()).isEqualTo(1);
    assertThat(Run.of("check", "--config", file, "--fail-on", "violation", drifts).status())
        .isEqualTo(0);
    config("fail-on: drift", "check: {fail-on: violation}");
    assertThat(Run.of("check", "--config=" + file, drifts).status()).isEqualTo(0);
    assertThat(Run.of("check", "--config", file, "--fail-on", "drift", drifts).status())
        .isEqualTo(1);
  }

  @Test
  void switchOfTheFileIsTurnedOffOnTheCommandLine() throws IOException {
    Path recording = recording(Entries.CONFORMS, Entries.UNCHECKED);
    Path file = config("allow-unchecked: true");

    assertThat(Run.of("check", recording).status()).isEqualTo(1);
    assertThat(Run.of("check", "--config", file, recording).status()).isEqualTo(0);
    assertThat(Run.of("check", "--config", file, "--allow-unchecked", recording).status())
        .isEqualTo(0);
    assertThat(Run.of("check", "--config", file, "--allow-unchecked=false", recording).status())
        .isEqualTo(1);
  }

  @Test
  void pathsAreThoseFromTheFolderOfTheFile() throws IOException {
    recording(Entries.VIOLATES);
    Path file = config("recordings: [a.jsonl]", "check: {output: report.txt}");

    Run run = Run.of("check", "--config", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("concordat: 1 exchange fails: 1 violates; see ");
    assertThat(folder.resolve("report.txt")).content().contains("1 exchange: ", "1 violates");
    Path other = Files.writeString(folder.resolve("other.jsonl"), Entries.CONFORMS);
    assertThat(Run.of("check", "--config", file, other).status()).isEqualTo(0);
  }

  @Test
  void hostTellsTheProvider() throws IOException {
    String entry =
        Entries.VIOLATES
            .replace("\"_provider\": \"intern\", ", "")
            .replace("chat.intern-ai.org.cn/api", "llm.corp:8000/any");
    Path recording = recording(entry);
    assertThat(Run.of("check", recording).out()).doesNotContain("intern createChatCompletion");

    Path file = config("hosts: {'llm.corp:8000': intern}");

    assertThat(Run.of("check", "--config", file, recording).out())
        .contains("intern createChatCompletion")
        .contains("schema.enum");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exclude: {hosts: chat.*}",
        "exclude: {hosts: [a.example, chat.intern-ai.org.cn]}",
        "exclude: {paths: /api/v1/chat/*}",
        "exclude: {methods: post}",
        "exclude: {operations: createChat*}",
        "exclude: {providers: intern, methods: POST}",
        "include: {hosts: other.example}",
        "include: {operations: listModels}",
        "include: {providers: [maas, azion]}"
      })
  void whatIsNotSelectedIsLeftOut(String selection) throws IOException {
    Path file = config(selection);

    Run run = Run.of("check", "--config", file, recording(Entries.VIOLATES));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("0 exchanges: ");
    assertThat(run.err())
        .contains("1 exchange was left out, as the configuration says")
        .contains("nothing was judged: every exchange was left out, as the configuration says");
    assertThat(Run.of("drift", "--config", file, recording(Entries.VIOLATES)).err())
        .contains("nothing was looked at: every exchange was left out");
    assertThat(Run.of("drift", "--config", file, folder.resolve("a.jsonl")).err())
        .contains("nothing was looked at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exclude: {hosts: chat.example}",
        "exclude: {hosts: chat.*, methods: GET}",
        "exclude: {operations: listModels}",
        "include: {hosts: '*.intern-ai.org.cn', paths: '*/completions'}",
        "include: {operations: createChatCompletion}"
      })
  void whatIsSelectedIsJudged(String selection) throws IOException {
    Run run = Run.of("check", "--config", config(selection), recording(Entries.VIOLATES));

    assertThat(run.out()).contains("1 exchange: ", "1 violates");
    assertThat(run.err())
        .startsWith("concordat: 1 exchange fails: 1 violates; see ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rule: schema.enum, severity: drift} | 1 drifts | 0",
        "{rule: 'schema.*', severity: 'off'} | 1 conforms | 0",
        "{rule: schema.enum, part: response.body, pointer: /choices/*/finish_reason, severity:"
            + " unchecked} | 1 unchecked | 1",
        "{rule: schema.enum, pointer: /**, severity: drift} | 1 drifts | 0",
        "{rule: schema.enum, pointer: /choices, severity: drift} | 1 violates | 1",
        "{rule: schema.enum, part: request.body, severity: drift} | 1 violates | 1",
        "{rule: schema.enum, provider: maas, severity: drift} | 1 violates | 1",
        "{rule: schema.enum, operation: createChatCompletion, severity: drift} | 1 drifts | 0",
        "{rule: schema.type, severity: drift} | 1 violates | 1",
        "{rule: '*', severity: 'off'}, {rule: schema.enum, severity: drift} | 1 drifts | 0"
      })
  void lastEntryForAFindingSaysWhatItWeighs(String entries, String total, int status)
      throws IOException {
    Path file = config("severities: [" + entries + "]");

    Run run = Run.of("check", "--config", file, recording(Entries.VIOLATES));

    assertThat(run.out()).contains(total);
    assertThat(run.status()).isEqualTo(status);
  }

  @Test
  void headerThatIsKnownIsFine() throws IOException {
    Path recording = recording(withHeader(Entries.CONFORMS));
    assertThat(Run.of("check", recording).out()).contains("1 drifts").contains("x-trace");

    assertThat(Run.of("check", "--config", config("headers: [X-Tr*]"), recording).out())
        .contains("1 conforms");
    assertThat(Run.of("check", "--config", config("headers: [x-request-id]"), recording).out())
        .contains("1 drifts");
  }

  @Test
  void whatIsRequiredMayStandInTheFile() throws IOException {
    Path file = config("record: {provider: nobody, upstream: 'http://localhost:1', out: t.jsonl}");

    Run run = Run.of("record", "--config", file);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("the provider 'nobody' is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail_on: drift | fail_on is not known; did you mean 'fail-on'?",
        "failon: drift | failon is not known; did you mean 'fail-on'?",
        "recording: [a] | recording is not known; did you mean 'recordings'?",
        "check: {ouptut: a} | check.ouptut is not known; did you mean 'output'?",
        "zebra: 1 | zebra is not known; there are allow-unchecked, baseline, check",
        "exclude: {urls: a} | exclude.urls is not known; there are hosts, methods",
        "severities: [{rule: a, severity: drift, path: b}] | severities.0.path is not known",
        "severities: [{rule: a, severity: warn}] | severities.0.severity: expected one of",
        "severities: [{severity: drift}] | severities.0: expected rule, which is missing",
        "severities: [{rule: schema.tpye, severity: drift}] | severities.0: there is no rule"
            + " 'schema.tpye'; did you mean 'schema.type'?",
        "severities: [{rule: 'answers.*', severity: drift}] | severities.0: there is no"
            + " rule 'answers.*'",
        "fail-on: never | fail-on: expected one of",
        "allow-unchecked: 'yes' | allow-unchecked: expected boolean",
        "hosts: {a.example: [maas]} | hosts.a.example: expected string",
        "serve: {port: 99999} | serve.port: expected at most 65535",
        "contracts: &a [*a] | aliases (*a) are refused",
        "hosts: {a.example: openai} | the host a.example is said to be of 'openai'"
      })
  void mistakeIsSaidWithItsLineAndWhatWasMeant(String mistake, String message) throws IOException {
    Path file = config("# The team's.", mistake);

    Run run = Run.of("check", "--config", file, recording(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("concordat: ").contains(message).hasLineCount(1);
    if (!mistake.contains("openai")) {
      assertThat(run.err()).startsWith("concordat: %s:2: ".formatted(file));
    }
  }

  @Test
  void fileThatIsNotThereIsWrongUsage() {
    Run run = Run.of("check", "--config", folder.resolve("none.yaml"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("none.yaml: there is no such file");
  }

  @Test
  void helpIsGivenWhateverTheFileSays() throws IOException {
    assertThat(Run.of("check", "--config", config("zebra: 1"), "--help").status()).isEqualTo(0);
  }
}
