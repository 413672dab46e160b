package dev.concordat.client.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.records.recipes.AskForRecord;
import dev.concordat.client.records.recipes.CallRecords;
import dev.concordat.conformance.server.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of the README that use records, as they are, against the emulator. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RecordRecipesTests {
  private static final Path PROGRAMS =
      Path.of("src/test/java/dev/concordat/client/records/recipes");

  @ParameterizedTest
  @ValueSource(strings = {"CallRecords", "AskForRecord"})
  void theReadmeShowsThem(String program) throws IOException {
    String source = Files.readString(PROGRAMS.resolve(program + ".java"));
    String shown = source.substring(source.indexOf('\n')).strip();

    assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "\n```");
  }

  @Test
  void callRecords() {
    assertThat(run(CallRecords::main)).isNotBlank();
  }

  @Test
  void askForRecord() {
    assertThat(run(AskForRecord::main)).startsWith("Person[name=").contains(", married=");
  }

  /** In statements of langchain4j 1's own examples of AI services, model and client included. */
  @Test
  void theyAreNoLongerThanThePeers() throws IOException {
    // Two functions in a class, a service's interface, the model, the service, a question: 18.
    assertThat(statements("CallRecords")).isLessThanOrEqualTo(18);
    // A record, a service's interface, the model with its two switches, a text: 15.
    assertThat(statements("AskForRecord")).isLessThanOrEqualTo(15);
  }

  private static long statements(String program) throws IOException {
    List<String> lines = Files.readAllLines(PROGRAMS.resolve(program + ".java"), UTF_8);
    return lines.stream()
        .skip(lines.indexOf("public class " + program + " {") + 1)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("}") && !line.contains("void main("))
        .count();
  }

  private interface Program {
    void run(String... args);
  }

  private static String run(Program program) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try (Emulator emulator = Emulator.start()) {
      System.setOut(new PrintStream(printed, true, UTF_8));
      program.run(emulator.url("maas"), emulator.token());
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8);
  }
}
