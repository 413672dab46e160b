package dev.concordat.client.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.language.Keyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says of each keyword what the generator makes of it. */
class KeywordTableTests {
  @Test
  void theReadmeHasEachKeyword() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));

    assertThat(readme).contains(table());
  }

  private static String table() {
    List<String> lines = new ArrayList<>();
    lines.add("| keyword | in the client |");
    lines.add("|---|---|");
    of(Treatment.Kind.TYPED).forEach(one -> lines.add(row(quoted(one), Treatment.of(one).what())));
    lines.add(
        row(
            listed(Treatment.Kind.ASSERTED),
            "nothing: the checker holds values against it, the client keeps them"));
    lines.add(row(listed(Treatment.Kind.DESCRIBED), "words in the documentation, or nothing"));
    of(Treatment.Kind.REFUSED)
        .forEach(one -> lines.add(row(quoted(one), refused(Treatment.of(one)))));
    return String.join("\n", lines) + "\n";
  }

  private static Stream<Keyword> of(Treatment.Kind kind) {
    return Stream.of(Keyword.values()).filter(one -> Treatment.of(one).kind() == kind);
  }

  private static String listed(Treatment.Kind kind) {
    return of(kind)
        .map(
            one ->
                Treatment.of(one).what().isEmpty()
                    ? quoted(one)
                    : quoted(one) + ": " + Treatment.of(one).what())
        .collect(Collectors.joining(", "));
  }

  private static String refused(Treatment treatment) {
    return "refused, " + treatment.what() + ": " + treatment.instead().replace("|", "\\|");
  }

  private static String quoted(Keyword keyword) {
    return "`" + keyword.text() + "`";
  }

  private static String row(String keyword, String what) {
    return "| " + keyword + " | " + what + " |";
  }
}
