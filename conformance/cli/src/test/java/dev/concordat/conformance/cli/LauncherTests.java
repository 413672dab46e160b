package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script that starts the program gives to Java, which is another script here. */
final class LauncherTests {
  private static final Path SCRIPT = Path.of("src/main/launcher/launch.sh").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void writeJava() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
    script("java/bin/java", "for argument; do echo \"$argument\"; done");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    // One that says what the test has it say.
    script("bin/du", "echo \"$KILOBYTES\ttotal\"");
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("configured/below"));
    Files.writeString(folder.resolve("configured/concordat.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("a b.jsonl"), "");
    Files.writeString(folder.resolve("a b.jsonl.gz"), "");
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> launched(
      String from, String kilobytes, String options, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("/bin/sh");
    command.add("-c");
    command.add(". \"$0\"; find_java; launch x.jar '' \"$@\"");
    command.add(SCRIPT.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.resolve(from).toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("KILOBYTES", kilobytes);
    builder.environment().remove("CONCORDAT_JAVA_OPTS");
    if (options != null) {
      builder.environment().put("CONCORDAT_JAVA_OPTS", options);
    }
    Process process = builder.start();
    List<String> said = process.inputReader().lines().toList();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
    return said;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What ships is small, and so is what most commands do.
        "empty            | 0       | check                            | quick, rarely",
        "empty            | 0       | serve intern                     | quick, rarely",
        "empty            | 9999999 | explain stream.sum               | quick, rarely",
        "empty            | 9999999 |                                  | quick, rarely",
        "empty            | 2048    | check ../a%20b.jsonl             | quick, rarely",
        "empty            | 2049    | check ../a%20b.jsonl             | quick",
        "empty            | 1048576 | drift --json .. ../a%20b.jsonl   | quick",
        "empty            | 1048577 | check ..                         | both",
        "empty            | 1048577 | drift -v ..                      | both",
        // What is packed has more in it.
        "empty            | 256     | check ../a%20b.jsonl.gz          | quick, rarely",
        "empty            | 257     | check .. ../a%20b.jsonl.gz       | quick",
        "empty            | 131072  | check ../a%20b.jsonl.gz ..       | quick",
        "empty            | 131073  | check ../a%20b.jsonl.gz          | both",
        // Nobody knows how much comes, or what the configuration names.
        "empty            | 0       | check /dev/null                  | quick",
        "empty            | 0       | check -                          | quick",
        "empty            | 0       | check --config ../x.yaml         | quick",
        "empty            | 0       | check --config=../x.yaml ..      | quick",
        "configured       | 0       | check                            | quick",
        "configured/below | 0       | check                            | quick",
        "configured/below | 9       | check ..                         | quick, rarely",
        "empty            | 0       | probe http://127.0.0.1:1         | quick",
        // It runs until it is stopped.
        "empty            | 0       | record --to http://127.0.0.1:1   | both",
      })
  void compilersAreThoseThatAreWorthTheirTime(
      String from, String kilobytes, String command, String expected) throws Exception {
    List<String> arguments =
        command == null
            ? List.of()
            : Arrays.stream(command.split(" ")).map(one -> one.replace("%20", " ")).toList();

    List<String> said = launched(from, kilobytes, null, arguments);

    assertThat(said).contains("-XX:+UseSerialGC");
    assertThat(said.subList(said.indexOf("x.jar") + 1, said.size())).isEqualTo(arguments);
    assertThat(said.contains("-XX:TieredStopAtLevel=1")).isEqualTo(expected.startsWith("quick"));
    assertThat(said.contains("-XX:CompileThresholdScaling=3"))
        .isEqualTo(expected.equals("quick, rarely"));
  }

  @Test
  void optionsOfTheUserStandInPlaceOfAll() throws Exception {
    assertThat(launched("empty", "0", "-Xmx1g  -Da=*", List.of("check")))
        .startsWith("-Xmx1g", "-Da=*", "-Dconcordat.stdout=file")
        .doesNotContain("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    assertThat(launched("empty", "0", "", List.of("check")))
        .first()
        .asString()
        .startsWith("-Dconcordat");
  }
}
