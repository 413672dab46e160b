package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first page says that a command prints is what it prints. */
final class ReadmeTests {
  private static final Path README = Path.of("../../README.md");
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  // The lines that stand behind a command, up to the next one; … stands for any.
  private static List<String> sample(String command) throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(README));
    while (block.find()) {
      boolean isThis = false;
      for (String line : block.group(1).lines().toList()) {
        if (line.startsWith("$ ")) {
          isThis = line.equals("$ ./concordat " + command);
        } else if (isThis && !line.isBlank() && !line.strip().equals("…")) {
          lines.add(line.strip());
        }
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "probe --emulator"})
  void sampleIsWhatTheCommandPrints(String command) throws IOException {
    List<String> sample = sample(command);
    assertThat(sample).as("lines of the first page").isNotEmpty();

    List<String> printed =
        Run.of((Object[]) command.split(" ")).out().lines().map(String::strip).toList();

    int from = 0;
    for (String line : sample) {
      int at = printed.subList(from, printed.size()).indexOf(line);
      assertThat(at)
          .as("\"%s\", in this order, in what %s prints:%n%s", line, command, printed)
          .isNotNegative();
      from += at + 1;
    }
  }
}
