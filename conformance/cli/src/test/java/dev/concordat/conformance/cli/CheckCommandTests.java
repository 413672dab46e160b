package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckCommandTests {
  @TempDir private Path folder;

  private Path lines(String... entries) throws IOException {
    return Files.write(folder.resolve("a.jsonl"), java.util.List.of(entries));
  }

  private static String entry(String verdict) {
    return switch (verdict) {
      case "conforms" -> Entries.CONFORMS;
      case "drifts" -> Entries.DRIFTS;
      case "violates" -> Entries.VIOLATES;
      default -> Entries.UNCHECKED;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "conforms, 0, 0, 0, 0",
    "drifts, 0, 1, 0, 1",
    "unchecked, 1, 1, 0, 0",
    "violates, 1, 1, 1, 1"
  })
  void exitStatusFollowsFromTheVerdictAndTheOptions(
      String verdict, int plain, int onDrift, int allowed, int both) throws IOException {
    Path file = lines(Entries.CONFORMS, entry(verdict));

    assertThat(Run.of("check", file).status()).isEqualTo(plain);
    assertThat(Run.of("check", file, "--fail-on", "violation").status()).isEqualTo(plain);
    assertThat(Run.of("check", file, "--fail-on", "drift").status()).isEqualTo(onDrift);
    assertThat(Run.of("check", file, "--fail-on=DRIFT").status()).isEqualTo(onDrift);
    assertThat(Run.of("check", file, "--allow-unchecked").status()).isEqualTo(allowed);
    assertThat(Run.of("check", file, "--allow-unchecked", "--fail-on", "drift").status())
        .isEqualTo(both);
  }

  @Test
  void providerOfTheOptionGoesBeforeThatOfTheEntry() throws IOException {
    Run run = Run.of("check", "--provider", "qianfan", lines(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("operation.unknown").contains("qianfan -");
  }

  @Test
  void providerThatNobodyKnowsIsWrongUsage() throws IOException {
    Run run = Run.of("check", "--provider", "internlm", lines(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("concordat: --provider 'internlm' is not known; there are azion, ");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void formatThatNobodyKnowsIsWrongUsage() throws IOException {
    Run run = Run.of("check", "--format", "xml", lines(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("concordat: --format 'xml' is not known; there are github, html, json");
  }

  @ParameterizedTest
  @CsvSource({"--fail-on, never", "--colour, always"})
  void optionThatNobodyKnowsIsWrongUsage(String option, String value) {
    Run run = Run.of("check", option, value);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(option).doesNotContain("\tat ");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(Run.of().status()).isEqualTo(2);
    assertThat(Run.of().err()).contains("Usage: concordat");
    assertThat(Run.of("judge").status()).isEqualTo(2);
  }

  @Test
  void helpAndVersionAreNoFailure() {
    assertThat(Run.of("--help")).extracting(Run::status).isEqualTo(0);
    assertThat(Run.of("check", "--help").out()).contains("--allow-unchecked");
    assertThat(Run.of("--version").out()).startsWith("concordat ");
  }

  @Test
  void reportGoesIntoAFile() throws IOException {
    Path report = folder.resolve("report.txt");

    Run run = Run.of("check", lines(Entries.VIOLATES), "--output", report);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("concordat: 1 exchange fails: 1 violates; see ");
    assertThat(Files.readString(report)).contains("schema.enum").contains("1 violates");
  }

  @Test
  void reportThatCannotBeWrittenIsSaidToBe() throws IOException {
    Path report = folder.resolve("missing/report.txt");

    Run run = Run.of("check", lines(Entries.CONFORMS), "--output", report);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: --output %s: cannot be written: there is no such folder\n"
                .formatted(report));
  }

  @Test
  void folderIsReadWithAllRecordingsInItInTheirOrder() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(folder.resolve("b/c/z.jsonl"), Entries.CONFORMS);
    Files.writeString(folder.resolve("b/y.ndjson"), Entries.DRIFTS);
    Files.writeString(
        folder.resolve("b/x.har"), "{\"log\": {\"entries\": [" + Entries.DRIFTS + "]}}");
    Files.writeString(folder.resolve("b/readme.txt"), "no recording");

    Run run = Run.of("check", "--verbose", folder);

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out()).contains("3 exchanges: 1 conforms, 2 drifts, 0 unchecked, 0 violates");
    assertThat(run.out().indexOf("x.har[0]")).isBetween(0, run.out().indexOf("y.ndjson[0]"));
  }

  @Test
  void nothingToJudgeDoesNotPass() throws IOException {
    Run run = Run.of("check", lines());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: nothing was judged: the recordings have no exchange\n");
  }

  @Test
  void exchangesThatAllStayUncheckedDoNotPass() throws IOException {
    Run run = Run.of("check", "--allow-unchecked", lines(Entries.UNCHECKED));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: nothing was judged to its end: every exchange stayed unchecked\n");
  }

  @Test
  void contractsAreListedWithTheirSources() {
    Run run = Run.of("contracts");

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out())
        .contains("intern  InternLM API")
        .contains("  server  https://qianfan.baidubce.com")
        .contains("  createChatCompletion  POST /v1/chat/completions")
        .contains("    source: InternLM API, list of models (获取模型列表): HTTP block")
        .doesNotContain("null");
  }
}
