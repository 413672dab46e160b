package dev.concordat.conformance.testing.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is code that is compiled and run here. */
final class ReadmeTests {
  private static final Path RECIPES =
      Path.of("src/test/java/dev/concordat/conformance/testing/recipes");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetIsPartOfARecipe() throws IOException {
    String recipes;
    try (Stream<Path> files = Files.list(RECIPES)) {
      recipes = withoutIndent(files.map(ReadmeTests::read).collect(Collectors.joining()));
    }

    List<String> snippets =
        SNIPPET.matcher(read(Path.of("README.md"))).results().map(match -> match.group(1)).toList();

    assertThat(snippets).hasSizeGreaterThanOrEqualTo(5);
    assertThat(snippets).allSatisfy(s -> assertThat(recipes).contains(withoutIndent(s)));
  }

  private static String withoutIndent(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
