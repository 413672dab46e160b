package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.language.ContractException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

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
      ProbeCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      SchemaCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** The exit status where nothing failed. */
  public static final int PASSED = 0;

  /** The exit status where findings fail the run. */
  public static final int FAILED = 1;

  /** The exit status of wrong usage, or of an input that cannot be read. */
  public static final int UNUSABLE = 2;

  // Others run whatever the configuration says.
  private static final Set<String> NEED_CONTRACTS =
      Set.of("check", "drift", "contracts", "serve", "record", "probe");

  /** What to do where the memory is too small. */
  static final String MORE_MEMORY = "give more with CONCORDAT_JAVA_OPTS=-Xmx4g";

  private final Config config;

  // For the man pages, which picocli makes of the commands.
  @SuppressWarnings("unused")
  private Main() {
    this(Config.NONE);
  }

  private Main(Config config) {
    this.config = config;
  }

  /** The configuration of this run. */
  Config config() {
    return config;
  }

  /** Runs the program and exits with its status. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    if (arguments.length > 0 && NEED_CONTRACTS.contains(arguments[0])) {
      readAhead();
    }
    int status = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  // The contracts take as long as the arguments to read, and another processor may have the time.
  private static void readAhead() {
    Thread reader =
        new Thread(
            () -> {
              try {
                Contracts.shipped();
              } catch (RuntimeException e) {
                // Said by the command, which reads them again.
              }
            },
            "contracts");
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs the program with streams of one's own; its status. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Config config;
    try {
      config = config(arguments);
    } catch (UnusableException | ContractException e) {
      say(err, e);
      return UNUSABLE;
    }
    CommandLine line = line(config, arguments.length == 0 ? "" : arguments[0]);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          say(err, failure);
          return UNUSABLE;
        });
    if (arguments.length == 0) {
      line.usage(err);
      return UNUSABLE;
    }
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      err.println("concordat: there is not enough memory for one of the exchanges; " + MORE_MEMORY);
      return UNUSABLE;
    }
  }

  /** The commands, with what the configuration says of their options. */
  static CommandLine line(Config config) {
    return configured(new CommandLine(new Main(config)), config);
  }

  // Of one command the options of no other are looked at, which takes longer than to judge.
  private static CommandLine line(Config config, String name) {
    Command main = Objects.requireNonNull(Main.class.getAnnotation(Command.class));
    for (Class<?> type : NEED_CONTRACTS.contains(name) ? main.subcommands() : new Class<?>[0]) {
      Command command = type.getAnnotation(Command.class);
      if (command != null && command.name().equals(name)) {
        CommandSpec all = CommandSpec.wrapWithoutInspection(new Main(config)).name(main.name());
        return configured(new CommandLine(all.addSubcommand(name, new CommandLine(type))), config);
      }
    }
    return line(config);
  }

  private static CommandLine configured(CommandLine line, Config config) {
    if (config != Config.NONE) {
      ConfigValues values = new ConfigValues(config);
      line.setDefaultValueProvider(values);
      line.setExecutionStrategy(values::execute);
    }
    return line;
  }

  // Finds --config among arguments that are not looked at otherwise.
  private static Config config(String... arguments) {
    CommandSpec spec =
        CommandSpec.create()
            .addOption(OptionSpec.builder("--config").type(Path.class).build())
            .addOption(
                OptionSpec.builder("-h", "--help", "-V", "--version").usageHelp(true).build());
    ParseResult parsed;
    try {
      parsed =
          new CommandLine(spec)
              .setUnmatchedArgumentsAllowed(true)
              .setUnmatchedOptionsArePositionalParams(true)
              .parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      // Said by the command itself.
      return Config.NONE;
    }
    List<String> rest = parsed.unmatched();
    if (parsed.isUsageHelpRequested() || rest.isEmpty() || !NEED_CONTRACTS.contains(rest.get(0))) {
      return Config.NONE;
    }
    Path named = parsed.matchedOptionValue("--config", null);
    Path file = named == null ? Config.find(Path.of("")) : named;
    return file == null ? Config.NONE : Config.read(file);
  }

  private static void say(PrintWriter err, Exception failure) {
    if (failure instanceof ContractException contracts && contracts.mistakes().size() > 1) {
      contracts.mistakes().forEach(mistake -> err.println("concordat: " + SafeText.of(mistake)));
      err.println("concordat: %d mistakes in all".formatted(contracts.mistakes().size()));
    } else {
      err.println("concordat: " + explain(failure));
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
