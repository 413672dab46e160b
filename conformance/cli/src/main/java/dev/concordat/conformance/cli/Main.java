package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.ContractException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. */
@Command(
    name = "concordat",
    description = "Checks exchanges with LLM providers against contracts of their documents.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CheckCommand.class,
      DriftCommand.class,
      ContractsCommand.class,
      ServeCommand.class,
      RecordCommand.class,
      ProbeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** The exit status where nothing failed. */
  static final int PASSED = 0;

  /** The exit status where findings fail the run. */
  static final int FAILED = 1;

  /** The exit status of wrong usage, or of an input that cannot be read. */
  static final int UNUSABLE = 2;

  /** What is said where the heap is too small. */
  static final String OUT_OF_MEMORY =
      "there is not enough memory for one of the exchanges; give more with "
          + "CONCORDAT_JAVA_OPTS=-Xmx4g";

  private Main() {}

  /** Runs the program and exits with its status. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** Runs the program with streams of one's own; its status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.println("concordat: " + explain(failure));
          return UNUSABLE;
        });
    if (arguments.length == 0) {
      line.usage(err);
      return UNUSABLE;
    }
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      err.println("concordat: " + OUT_OF_MEMORY);
      return UNUSABLE;
    }
  }

  private static String explain(Exception failure) {
    if (failure instanceof UnusableException || failure instanceof ContractException) {
      return SafeText.of(String.valueOf(failure.getMessage()));
    }
    return SafeText.of(
        "this should not have happened, please report it: %s at %s"
            .formatted(
                failure, failure.getStackTrace().length == 0 ? "?" : failure.getStackTrace()[0]));
  }
}
