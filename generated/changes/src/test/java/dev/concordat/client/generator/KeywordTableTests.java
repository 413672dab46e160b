package dev.concordat.client.generator;

import static org.assertj.core.api.Assertions.assertThat;

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
    of(Keyword.Treatment.TYPED).forEach(one -> lines.add(row("`" + one.json() + "`", one.what())));
    for (Keyword.Treatment treatment :
        List.of(Keyword.Treatment.ASSERTED, Keyword.Treatment.DESCRIBED)) {
      String names =
          of(treatment)
              .map(one -> "`" + one.json() + "`" + (one.what().isEmpty() ? "" : ": " + one.what()))
              .collect(Collectors.joining(", "));
      boolean asserted = treatment == Keyword.Treatment.ASSERTED;
      lines.add(
          row(
              names,
              asserted
                  ? "nothing: the checker holds values against it, the client keeps them"
                  : "words in the documentation, or nothing"));
    }
    of(Keyword.Treatment.REFUSED)
        .forEach(
            one ->
                lines.add(
                    row(
                        "`" + one.json() + "`",
                        "refused, " + one.what() + ": " + one.instead().replace("|", "\\|"))));
    return String.join("\n", lines) + "\n";
  }

  private static Stream<Keyword> of(Keyword.Treatment treatment) {
    return Stream.of(Keyword.values()).filter(one -> one.treatment() == treatment);
  }

  private static String row(String keyword, String what) {
    return "| " + keyword + " | " + what + " |";
  }
}
