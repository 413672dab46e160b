package dev.concordat.conformance.server.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A proxy in a program of its own. */
final class Fork implements Closeable {
  final Process process;
  final Path output;
  final String url;

  Fork(URI upstream, Path file, String... options) throws Exception {
    this(List.of(), upstream, file, options);
  }

  /**
   * A proxy that another program starts.
   *
   * @param starter that program, which runs the rest of its arguments
   */
  Fork(List<String> starter, URI upstream, Path file, String... options) throws Exception {
    output = file.resolveSibling("fork.txt");
    List<String> command = new ArrayList<>(starter);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            upstream.toString(),
            file.toString()));
    ProcessBuilder program =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // Of these Java speaks before the program does.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(program.environment()::remove);
    process = program.start();
    while (process.isAlive() && !Files.readString(output).contains("\n")) {
      Thread.sleep(20);
    }
    url = Files.readString(output).split("\n", 2)[0].strip();
  }

  /** Stops it as an operator would. */
  void stop() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs until its input ends. */
  static final class Program implements ProxyListener {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      try (RecordingProxy proxy =
          RecordingProxy.builder("intern", URI.create(arguments[0]), Path.of(arguments[1]))
              .listener(new Program())
              // A busy machine may take its time to see that a connection is there.
              .connectTimeout(Duration.ofMinutes(5))
              .start()) {
        System.out.println(proxy.url());
        while (System.in.read() >= 0) {
          // Goes on.
        }
      }
    }

    @Override
    public void passed(Passed passed) {
      System.out.println(passed);
    }

    @Override
    public void notRecorded(String reason) {
      System.out.println(reason);
    }
  }
}
