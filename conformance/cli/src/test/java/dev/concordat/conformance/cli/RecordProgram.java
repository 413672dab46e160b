package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The proxy as a program of its own. */
final class RecordProgram implements AutoCloseable {
  private final Path output;
  private final Process process;

  private RecordProgram(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param folder where what it says is kept
   * @param provider whom it forwards to, as InternLM
   * @param file what it records in
   */
  static RecordProgram start(Path folder, HttpServer provider, Path file) throws Exception {
    Path output = folder.resolve("said.txt");
    Process process =
        Fork.program(
                Fork.command(
                    "record",
                    "--provider",
                    "intern",
                    "--upstream",
                    "http://127.0.0.1:" + provider.getAddress().getPort(),
                    "--out",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    RecordProgram program = new RecordProgram(output, process);
    while (process.isAlive() && !program.said().contains("\n")) {
      Thread.sleep(20);
    }
    return program;
  }

  /** The URL that it listens on. */
  String url() throws IOException {
    return said().split(" ", 2)[0];
  }

  long pid() {
    return process.pid();
  }

  /** Its exit status, once it has come to an end. */
  int status() throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(said()).isTrue();
    return process.exitValue();
  }

  /** Ends it as the system does. */
  int interrupt() throws Exception {
    process.destroy();
    return status();
  }

  /** What it has said by now, on both streams. */
  String said() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
