package dev.concordat.client.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a template imports is no name for the class of a component. */
class NamesTests {
  private static final Path TEMPLATES = Path.of("../generator/src/main/resources/concordat-java");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?!static )[\\w.]+\\.(\\w+);$");

  @Test
  void whatIsImportedIsTaken() throws IOException {
    List<String> imported;
    try (Stream<Path> templates = Files.list(TEMPLATES)) {
      imported = templates.flatMap(NamesTests::imports).distinct().toList();
    }

    assertThat(imported).hasSizeGreaterThan(60);
    assertThat(imported)
        .allSatisfy(name -> assertThat(Names.type(name, "p")).isEqualTo("P" + name));
    assertThat(Names.type("Tags", "p")).isEqualTo("Tags");
  }

  private static Stream<String> imports(Path template) {
    try {
      return IMPORT
          .matcher(Files.readString(template))
          .results()
          .map((MatchResult m) -> m.group(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
