package dev.concordat.conformance.server.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The client that OpenAI publishes for Node.js. Skipped where Node.js or npm is missing, or its
 * packages cannot be fetched.
 */
class OpenAiNodeClientTests {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path FOLDER = Path.of("target/openai-node");

  @Test
  void clientThatNobodyHereWroteWorksWithTheEmulator() throws Exception {
    Run node = run("node", "--version");
    assumeTrue(node.status() == 0, "Node.js is missing: " + node.output());
    assumeTrue(run("npm", "--version").status() == 0, "npm is missing");
    Files.createDirectories(FOLDER);
    for (String name : List.of("package.json", "package-lock.json", "client.mjs")) {
      Files.copy(SOURCES.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Run install = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assumeTrue(
        install.status() == 0, "the packages cannot be installed, so the client is not tested");

    try (Emulator emulator = Emulator.start()) {
      Run client =
          run(
              "node",
              "client.mjs",
              emulator.token(),
              "intern=" + emulator.url("intern"),
              "azion=" + emulator.url("azion") + "/v1",
              "maas=" + emulator.url("maas") + "/v1");
      assertThat(client.output()).doesNotContain("FAILED").contains("maas errors: passed");
      assertThat(client.status()).isZero();
    }
  }

  private record Run(int status, String output) {}

  private static Run run(String... command) throws InterruptedException {
    Path output = FOLDER.resolveSibling("openai-node.log");
    try {
      Files.createDirectories(FOLDER);
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return new Run(-1, "it did not come to an end");
      }
      return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Run(-1, String.valueOf(e.getMessage()));
    }
  }
}
