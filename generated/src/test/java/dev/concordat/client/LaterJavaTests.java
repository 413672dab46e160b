package dev.concordat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client on the latest Java that stands beside the one that builds. */
class LaterJavaTests {
  private static final Path RUNNING = Path.of(System.getProperty("java.home"));
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  @Test
  void aThousandStreamsOnVirtualThreadsEndAndLeaveNothing() throws Exception {
    Optional<Path> java = java();
    assumeTrue(java.isPresent(), "no Java 21 or later is beside " + RUNNING);

    Path printed = Files.createTempFile("virtual-threads", ".txt");
    Process program =
        new ProcessBuilder(
                java.get().resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VirtualThreads.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      // It ends by itself only if no thread is left that holds it.
      assertThat(program.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(Files.readString(printed, UTF_8)).contains("1000 streams ended");
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
      Files.delete(printed);
    }
  }

  private static Optional<Path> java() throws IOException {
    try (Stream<Path> siblings = Files.list(RUNNING.getParent())) {
      return siblings
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> version(home) >= 21)
          .max(Comparator.comparing(LaterJavaTests::version));
    }
  }

  private static int version(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException noRelease) {
      return 0;
    }
  }
}
