package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.report.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that reads recordings and writes a report. */
final class RecordingOptions {
  private static final int MAX_THREADS = 256;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "A .har file, a .jsonl or .ndjson file of one HAR entry a line (.gz too), "
              + "a .zhar or .har.zip, a folder of them, or - for standard input. None: "
              + "the documented recordings that ship with Concordat.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--provider",
      paramLabel = "ID[=HOST]",
      description =
          "The provider of all exchanges; or ID=HOST, more than once, that of the "
              + "exchanges with a host, which may have a port, a path for all that is below "
              + "it, and *. before it for all names below it. A plain ID beside ID=HOST is the "
              + "provider of all others.")
  private List<String> providers = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE", description = "Where to write the report.")
  private @Nullable Path output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads judge; as many as there are processors unless given.")
  private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

  /**
   * What the user says of providers.
   *
   * @throws UnusableException where that cannot be understood
   */
  NamedProviders named() {
    try {
      return NamedProviders.parse(providers);
    } catch (IllegalArgumentException e) {
      throw new UnusableException("--provider: " + e.getMessage());
    }
  }

  /**
   * The recordings to read.
   *
   * @throws UnusableException where a folder has none
   */
  List<Inputs.Input> inputs() {
    return Inputs.of(paths);
  }

  /**
   * How many threads judge.
   *
   * @throws UnusableException where that is no number of threads
   */
  int threads() {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new UnusableException("--threads %d: expected 1 to %d".formatted(threads, MAX_THREADS));
    }
    return threads;
  }

  /**
   * Where the report goes.
   *
   * @param inputs what is read meanwhile, which a report must not overwrite
   * @throws UnusableException where the file cannot be written
   */
  PrintWriter open(CommandLine line, List<Inputs.Input> inputs) {
    if (output == null) {
      return new PrintWriter(line.getOut(), false);
    }
    try {
      for (Inputs.Input input : inputs) {
        if (input.isOf(output)) {
          throw new UnusableException(
              "--output %s: is the recording %s, which would be lost"
                  .formatted(output, input.name()));
        }
      }
      return new PrintWriter(ReportFile.writer(output), false);
    } catch (IOException e) {
      throw new UnusableException(
          "--output %s: cannot be written: %s".formatted(output, reason(e)));
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(failure.getMessage());
  }

  /** The terminal; a report that goes to a file has no colours. */
  Terminal terminal() {
    Terminal terminal = Terminal.detect(System.getenv());
    return output == null ? terminal : new Terminal(false, 0, terminal.progress());
  }
}
