package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue has every rule that can find something, and the documentation is made from it. */
final class RuleCatalogueTests {
  private static final Path DOCUMENT = Path.of("../../docs/rules.md");

  // What stands where a rule's name does: behind an opening bracket, on a line of its own, or
  // chosen between two.
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:\\(|, |\\? |: |= |^\\s+)\"([a-z]+(?:-[a-z]+)*\\.[a-z]+[0-9]*(?:-[a-z0-9]+)*)\"(?=[,)"
              + " ;])");

  /** Texts of that form that are the names of parts, members and files. */
  private static final Set<String> NO_RULES =
      Set.of(
          "request.body",
          "request.url",
          "request.method",
          "request.headers",
          "request.query",
          "response.content",
          "response.headers",
          "response.header",
          "response.stream",
          "log.entries",
          "line.jsonl",
          "openapi.yaml",
          "ledger.yaml",
          "errors.yaml",
          "harmless.txt",
          "standard-headers.txt",
          "rules.yaml");

  private static Set<String> inTheSources() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher literals = LITERAL.matcher(line);
          while (literals.find()) {
            found.add(literals.group(1));
          }
        }
      }
    }
    found.removeAll(NO_RULES);
    return found;
  }

  @Test
  void everyRuleOfTheSourcesIsInTheCatalogue() throws IOException {
    Set<String> rules = inTheSources();

    assertThat(rules).contains("stream.finish", "json.duplicate", "body.base64", "stream.utf-8");
    assertThat(rules)
        .as(
            "rules that nobody describes; add each to rules.yaml, or to its class, with what it"
                + " means and what to do")
        .allSatisfy(rule -> assertThat(RuleCatalogue.of(rule)).as(rule).isNotNull());
  }

  @Test
  void everyEntryIsWhole() {
    assertThat(RuleCatalogue.all())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            entry -> {
              assertThat(entry.id()).matches("[a-z]+(-[a-z]+)*\\.[a-zA-Z]+[0-9]*(-[a-z0-9]+)*");
              assertThat(entry.severities()).isNotEmpty().doesNotHaveDuplicates();
              assertThat(entry.severities()).isSortedAccordingTo((a, b) -> weight(a) - weight(b));
              assertThat(entry.meaning()).endsWith(".");
              assertThat(entry.example()).isNotBlank();
              assertThat(entry.remedy()).endsWith(".");
            });
  }

  private static int weight(Severity severity) {
    return List.of(Severity.VIOLATION, Severity.UNCHECKED, Severity.DRIFT).indexOf(severity);
  }

  /** With {@code -Dconcordat.golden} the document is written instead. */
  @Test
  void documentIsMadeFromTheCatalogue() throws IOException {
    if (System.getProperty("concordat.golden") != null) {
      Files.writeString(DOCUMENT, document());
      return;
    }
    assertThat(DOCUMENT).content().isEqualTo(document());
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Rules

        What a finding's `rule` says: of reading and judging an exchange in that order, then of its head and of what its answer
        agrees with. `concordat explain RULE` prints an entry.
        A violation that a ledger tolerates as a habit of servers weighs drift, whatever stands here, and names the ledger's entry.
        Made by the tests, from `rules.yaml` and the classes of rules.
        """);
    String family = "";
    for (RuleCatalogue.Entry entry : RuleCatalogue.all()) {
      String own = entry.id().substring(0, entry.id().indexOf('.'));
      if (!own.equals(family)) {
        text.append("\n## ").append(own).append('\n');
        family = own;
      }
      text.append("\n### ").append(entry.id()).append('\n');
      text.append(
          "\n%s %s\n"
              .formatted(
                  entry.severities().stream()
                      .map(severity -> "*" + severity.id() + "*")
                      .collect(Collectors.joining(", ", "", ".")),
                  entry.meaning()));
      text.append("\n- Such as: ").append(code(entry.example())).append('\n');
      text.append("- What to do: ").append(entry.remedy()).append('\n');
    }
    return text.toString();
  }

  // JSON and lines of protocols are code, sentences are not.
  private static String code(String example) {
    return example.endsWith(".") && !example.startsWith("{") ? example : "`" + example + "`";
  }
}
