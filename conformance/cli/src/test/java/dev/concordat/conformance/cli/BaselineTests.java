package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings that are accepted fail no run; what is new does. */
final class BaselineTests {
  private static final String OTHER =
      Entries.VIOLATES
          .replace("\\\"index\\\": 0", "\\\"index\\\": \\\"0\\\"")
          .replace("error", "stop");

  @TempDir private Path folder;

  private Path recording(String... entries) throws IOException {
    return Files.write(folder.resolve("a.jsonl"), List.of(entries));
  }

  private Path baseline(String... lines) throws IOException {
    return Files.write(folder.resolve("concordat-baseline.yaml"), List.of(lines));
  }

  private Path accepting(String more) throws IOException {
    return baseline(
        "accepted:",
        "  - rule: schema.enum",
        "    provider: intern",
        "    operation: createChatCompletion",
        "    part: response.body",
        "    pointer: /choices/*/finish_reason",
        "    reason: the gateway does this",
        "    owner: team-llm",
        "    " + more);
  }

  @Test
  void runFailsOnWhatIsNewOnly() throws IOException {
    Path file = accepting("");

    Run known = Run.of("check", "--baseline", file, recording(Entries.VIOLATES, Entries.VIOLATES));
    Run both = Run.of("check", "--baseline", file, recording(Entries.VIOLATES, OTHER));

    assertThat(known.status()).isEqualTo(0);
    assertThat(known.err()).isEmpty();
    assertThat(known.out()).contains("2 violates");
    assertThat(both.status()).isEqualTo(1);
  }

  @Test
  void fileBesideTheConfigurationIsFound() throws IOException {
    accepting("");
    Path config = Files.writeString(folder.resolve("concordat.yaml"), "fail-on: violation");
    Path recording = recording(Entries.VIOLATES);

    assertThat(Run.of("check", recording).status()).isEqualTo(1);
    assertThat(Run.of("check", "--config", config, recording).status()).isEqualTo(0);
  }

  @Test
  void dayThatIsPastIsWrongUsage() throws IOException {
    Path file = folder.resolve("b.yaml");

    Run run =
        Run.of(
            "check",
            "--write-baseline",
            "--baseline",
            file,
            "--expires",
            "2001-01-01",
            recording(Entries.VIOLATES));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--expires 2001-01-01 is past");
    assertThat(file).doesNotExist();
  }

  @Test
  void misspeltRuleIsSaidWithWhatWasMeant() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("b.yaml"),
            "accepted:\n- {rule: schema.enun, reason: known, owner: team}\n");

    Run run = Run.of("check", "--baseline", file, recording(Entries.VIOLATES));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "b.yaml:2: schema.enun is accepted and was not found; there is no rule 'schema.enun';"
                + " did you mean 'schema.enum'?");
  }

  @Test
  void whatCannotBeReadIsNeverAccepted() throws IOException {
    Path file = folder.resolve("b.yaml");
    Path absent = folder.resolve("absent.jsonl");

    Run write =
        Run.of(
            "check", "--write-baseline", "--baseline", file, absent, recording(Entries.VIOLATES));

    assertThat(write.status()).isEqualTo(2);
    assertThat(write.err()).contains("b.yaml: 1 finding is accepted");
    assertThat(file).content().contains("schema.enum").doesNotContain("recording.unreadable");
  }

  @Test
  void whatIsWrittenIsAcceptedAndNothingElse() throws IOException {
    Path file = folder.resolve("b.yaml");
    Path recording = recording(Entries.VIOLATES, Entries.UNCHECKED, Entries.DRIFTS);

    Run write =
        Run.of(
            "check",
            "--write-baseline",
            "--baseline",
            file,
            "--owner",
            "team: llm",
            "--reason",
            "known \"habit\"\n# of servers",
            "--expires",
            "2999-12-31",
            recording);

    assertThat(write.status()).isEqualTo(0);
    assertThat(write.err()).contains("b.yaml: 2 findings are accepted");
    assertThat(Run.of("check", "--baseline", file, recording))
        .satisfies(run -> assertThat(run.status()).isEqualTo(0))
        .satisfies(run -> assertThat(run.err()).isEmpty());
    assertThat(file)
        .content()
        .isEqualToNormalizingNewlines(
            """
            # Findings that are known and fail no run; concordat check --write-baseline writes it.
            accepted:
              - rule: schema.enum
                provider: intern
                operation: createChatCompletion
                part: response.body
                pointer: "/choices/*/finish_reason"
                reason: "known \\"habit\\"\\n# of servers"
                owner: "team: llm"
                expires: "2999-12-31"
              - rule: response.status
                provider: intern
                operation: createChatCompletion
                part: response.status
                pointer: ""
                reason: "known \\"habit\\"\\n# of servers"
                owner: "team: llm"
                expires: "2999-12-31"
            """);
    assertThat(Run.of("check", "--baseline", file, "--fail-on", "drift", recording).status())
        .isEqualTo(1);
    assertThat(Run.of("check", "--baseline", file, recording(Entries.VIOLATES, OTHER)).status())
        .isEqualTo(1);
  }

  @Test
  void fileThatIsWrittenAnewKeepsWhatIsStillFound() throws IOException {
    Path file = accepting("expires: '2999-01-01'");
    Files.writeString(
        file,
        "  - {rule: schema.minimum, provider: intern, reason: gone, owner: team-llm}\n",
        java.nio.file.StandardOpenOption.APPEND);

    Run.of("check", "--write-baseline", "--baseline", file, recording(Entries.VIOLATES, OTHER));

    assertThat(file)
        .content()
        .contains("the gateway does this", "\"2999-01-01\"", "pointer: \"/choices/*/index\"")
        .contains("reason: \"not yet explained\"")
        .doesNotContain("gone");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "-1, 1"})
  void entryHoldsUntilTheEndOfItsLastDay(int days, int status) throws IOException {
    Path recording = recording(Entries.VIOLATES);
    LocalDate today;
    LocalDate day;
    Run run;
    // Again where it was midnight meanwhile.
    do {
      today = LocalDate.now(ZoneId.systemDefault());
      day = today.plusDays(days);
      run = Run.of("check", "--baseline", accepting("expires: '%s'".formatted(day)), recording);
    } while (!today.equals(LocalDate.now(ZoneId.systemDefault())));

    assertThat(run.status()).isEqualTo(status);
    if (status == 1) {
      assertThat(run.err())
          .contains(
              "concordat-baseline.yaml:2: schema.enum is accepted until %s only and counts again"
                  .formatted(day))
          .contains("team-llm");
    }
  }

  @Test
  void entryThatIsNotNeededIsSaid() throws IOException {
    Path file = accepting("");

    Run run = Run.of("check", "--baseline", file, recording(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "concordat: %s:2: schema.enum is accepted and was not found; take the entry out\n"
                .formatted(file));
  }

  @Test
  void entryThatIsWiderThanNeededIsSaidWithWhatIsEnough() throws IOException {
    Path file =
        baseline(
            "accepted:",
            "  - {rule: 'schema.*', provider: intern, pointer: '/**', reason: r, owner: o}");

    Run run = Run.of("check", "--baseline", file, recording(Entries.VIOLATES));

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.err())
        .contains(
            ":2: schema.* is accepted more widely than found; narrow it to rule: 'schema.enum',"
                + " operation: 'createChatCompletion', part: 'response.body',"
                + " pointer: '/choices/*/finish_reason'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accepted: [{rule: a, owner: b}] | accepted.0: expected reason, which is missing",
        "accepted: [{rule: a, owner: ' ', reason: c}] | accepted.0.owner: ",
        "accepted: [{rule: a, owner: b, reason: c, until: d}] | accepted.0.until is not known",
        "accepted: [{rule: a, owner: b, reason: c, expires: 2025-02-30}] | there is no day"
            + " '2025-02-30'",
        "accept: [] | accept is not known; did you mean 'accepted'?"
      })
  void mistakeIsSaidWithItsLine(String mistake, String message) throws IOException {
    Path file = baseline("# Known.", mistake);

    Run run = Run.of("check", "--baseline", file, recording(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("concordat: %s:2: ".formatted(file)).contains(message);
  }

  @Test
  void fileThatIsNotThereIsWrongUsage() throws IOException {
    Run run = Run.of("check", "--baseline", folder.resolve("n.yaml"), recording(Entries.CONFORMS));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("n.yaml: there is no such file; --write-baseline makes it");
  }
}
