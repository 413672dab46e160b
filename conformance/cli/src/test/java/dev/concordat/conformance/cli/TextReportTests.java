package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

final class TextReportTests {
  private static final String ESCAPE = "\u001b[";

  @TempDir private Path folder;

  private Path lines(String... entries) throws IOException {
    return Files.write(folder.resolve("a.jsonl"), java.util.List.of(entries));
  }

  private static String golden(String name) {
    try {
      Path file = Path.of(TextReportTests.class.getResource("/golden/" + name).toURI());
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void smallRunReadsLikeThis() throws IOException {
    Path file = lines(Entries.CONFORMS, Entries.DRIFTS, Entries.VIOLATES, Entries.UNCHECKED, "{}");

    String text = Run.of("check", file).out().replace(file.toString(), "a.jsonl");

    // How much was exercised is not the matter here.
    int coverage = text.indexOf("intern: ");
    String shown = text.substring(0, coverage) + text.substring(text.indexOf("\n\n", coverage) + 2);
    assertThat(shown).isEqualToNormalizingNewlines(golden("small-run.txt"));
  }

  @Test
  void sameDriftOfManyExchangesIsOneLine() throws IOException {
    Path file = lines(java.util.Collections.nCopies(300, Entries.DRIFTS).toArray(String[]::new));

    Run run = Run.of("check", file);
    Run verbose = Run.of("check", "--verbose", file);

    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out().lines().filter(line -> line.contains("usage")))
        .singleElement()
        .asString()
        .contains("field.undocumented  response.body /usage: usage is not described; found {}")
        .endsWith("(300 exchanges, the first %s[0])".formatted(file));
    assertThat(verbose.out().lines().filter(line -> line.contains("usage is not described")))
        .hasSize(300);
  }

  @Test
  void differentDriftsAreToldUpToABoundAndTheRestCounted() throws IOException {
    String[] entries = new String[1200];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Entries.DRIFTS.replace("usage", "usage-" + (char) ('a' + i % 26) + i);
    }

    String text = Run.of("check", lines(entries)).out();

    assertThat(text.lines().filter(line -> line.contains("field.undocumented"))).hasSize(1000);
    assertThat(text).contains("  and 200 findings more, of other kinds");
  }

  @Test
  void whatViolatesComesBeforeWhatIsUncheckedAndTheWorstFindingFirst() throws IOException {
    Path file = lines(Entries.UNCHECKED, Entries.VIOLATES.replace("]}\"}", "], \\\"a\\\": 1}\"}"));

    Run run = Run.of("check", file);

    assertThat(run.out().indexOf("violates  ")).isBetween(0, run.out().indexOf("unchecked  ") - 1);
    assertThat(run.err())
        .isEqualTo(
            "concordat: 2 exchanges fail: 1 violates, 1 unchecked; see %s[1]%n".formatted(file));
  }

  @Test
  void whyARunFailsIsSaidOnTheErrorStreamWhereverTheReportGoes() throws IOException {
    Path file = lines(Entries.DRIFTS, Entries.CONFORMS);
    Path output = folder.resolve("report");

    for (String format : new String[] {"text", "json"}) {
      Run run = Run.of("check", "--fail-on", "drift", "--format", format, "--output", output, file);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualTo("concordat: 1 exchange fails: 1 drifts; see %s[0]%n".formatted(file));
    }
    assertThat(Run.of("check", file).err()).isEmpty();
  }

  @Test
  void controlCharactersAndTurnsOfDirectionDoNotReachTheTerminal() throws IOException {
    String hostile =
        Entries.VIOLATES
            .replace("error", "\\\\u001b[2J\\\\u0007\\\\u202e\\\\u2028\\\\u009b31m\\\\ud800")
            .replace("chat/completions", "chat/completions?\\u001b]0;x=1");
    Path file = Files.writeString(folder.resolve("\u001b[31m.jsonl"), hostile);

    String text = Run.of("check", file).out();

    assertThat(text).contains("schema.enum").contains("\\u001b");
    assertThat(text.codePoints().filter(point -> point != '\n' && point != '\r'))
        .allMatch(
            point ->
                Character.getType(point) != Character.CONTROL
                    && Character.getType(point) != Character.FORMAT
                    && Character.getType(point) != Character.SURROGATE
                    && Character.getType(point) != Character.LINE_SEPARATOR);
  }

  @Test
  void messagesOfFilesAreSafeToo() {
    Run run = Run.of("check", folder.resolve("\u001b[31mno.har"));

    assertThat(run.err()).contains("\\u001b[31mno.har").doesNotContain(ESCAPE);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void thereAreNoColoursUnlessTheOutputIsATerminal() throws IOException {
    Path file = lines(Entries.VIOLATES);
    assertThat(Run.of("check", file).out()).doesNotContain(ESCAPE);

    System.setProperty("concordat.stdout", "terminal");
    try {
      Path report = folder.resolve("report.txt");
      Run.of("check", file, "--output", report);
      assertThat(Run.of("check", file).out()).contains(ESCAPE + "31mviolates");
      assertThat(Files.readString(report)).doesNotContain(ESCAPE);
    } finally {
      System.clearProperty("concordat.stdout");
    }
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void noColorTurnsColoursOff() {
    System.setProperty("concordat.stdout", "terminal");
    try {
      assertThat(Terminal.detect(Map.of()).colours()).isTrue();
      assertThat(Terminal.detect(Map.of("NO_COLOR", "")).colours()).isTrue();
      assertThat(Terminal.detect(Map.of("NO_COLOR", "1")).colours()).isFalse();
    } finally {
      System.clearProperty("concordat.stdout");
    }
  }
}
