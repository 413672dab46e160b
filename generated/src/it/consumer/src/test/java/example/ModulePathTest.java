package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client as a module, on the JDK and on a runtime that jlink has made. */
class ModulePathTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String EXPECTED = "example.modular: hello\nmodule dev.concordat.client";

  @Test
  void aProgramThatAsksForTheClientAloneRuns() throws Exception {
    compile();
    try (LocalProvider provider = new LocalProvider()) {
      String printed = runProgram(JAVA.resolve("java"), provider);

      assertTrue(printed.startsWith(EXPECTED), printed);
      assertTrue(printed.strip().endsWith("streamed: hello"), printed);
    }
  }

  @Test
  void itRunsOnARuntimeWithTwoModulesOfTheJdk() throws Exception {
    compile();
    Path runtime = TARGET.resolve("runtime");
    if (!Files.exists(runtime)) {
      String linked =
          run(
              List.of(
                  JAVA.resolve("jlink").toString(),
                  "--add-modules",
                  "java.base,java.logging",
                  "--output",
                  runtime.toString()));
      assertTrue(Files.exists(runtime.resolve("bin")), linked);
    }
    String modules = run(List.of(runtime.resolve("bin/java").toString(), "--list-modules"));
    assertEquals(2, modules.lines().count(), modules);
    try (LocalProvider provider = new LocalProvider()) {
      String printed = runProgram(runtime.resolve("bin/java"), provider);

      assertTrue(printed.startsWith(EXPECTED), printed);
      assertTrue(printed.strip().endsWith("streamed: hello"), printed);
    }
  }

  private static void compile() throws Exception {
    String said =
        run(
            List.of(
                JAVA.resolve("javac").toString(),
                "-p",
                TARGET.resolve("jars").toString(),
                "-d",
                TARGET.resolve("modular").toString(),
                "src/module/module-info.java",
                "src/module/example/modular/Program.java"));
    assertTrue(Files.exists(TARGET.resolve("modular/module-info.class")), said);
  }

  private static String runProgram(Path java, LocalProvider provider) throws Exception {
    String path = TARGET.resolve("jars") + System.getProperty("path.separator");
    return run(
        List.of(
            java.toString(),
            "-p",
            path + TARGET.resolve("modular"),
            "-m",
            "example.modular/example.modular.Program",
            provider.url()));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(TARGET, "printed", ".txt");
    ProcessBuilder program =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    // Of these Java speaks before the program does.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(program.environment()::remove);
    Process process = program.start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), command.toString());
    String text = Files.readString(printed, StandardCharsets.UTF_8).replace("\r\n", "\n");
    assertEquals(0, process.exitValue(), text);
    return text;
  }
}
