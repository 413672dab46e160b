package dev.concordat.conformance.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** Gives options that the command line leaves out the values that {@code concordat.yaml} has. */
final class ConfigValues implements IDefaultValueProvider {
  /** Keys that are named otherwise than the option. */
  private static final Map<String, String> KEYS = Map.of("report", "reports");

  /** The key of the paths of recordings, which are no option. */
  static final String PATHS = "recordings";

  private final Config config;

  ConfigValues(Config config) {
    this.config = config;
  }

  /** The key of an option or of the paths. */
  static String key(ArgSpec arg) {
    if (arg instanceof OptionSpec option) {
      String name = option.longestName().replaceFirst("^--", "");
      return KEYS.getOrDefault(name, name);
    }
    return PATHS;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (arg.isMultiValue() || !isConfigured(arg)) {
      return null;
    }
    JsonNode value = config.value(arg.command().name(), key(arg));
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    return arg.type() == Path.class ? config.resolve(value.asString()) : value.asString();
  }

  /** Gives lists their values, which picocli's defaults cannot, then runs the command. */
  int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    for (ArgSpec arg : last.commandSpec().args()) {
      boolean given = !arg.stringValues().isEmpty();
      if (arg.isMultiValue() && !given && isConfigured(arg)) {
        List<String> texts = config.texts(last.commandSpec().name(), key(arg));
        if (!texts.isEmpty()) {
          arg.setValue(texts.stream().map(text -> typed(arg, text)).toList());
        }
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private Object typed(ArgSpec arg, String text) {
    if (arg.auxiliaryTypes()[0] == Path.class) {
      return Path.of(config.resolve(text));
    }
    if (key(arg).equals("reports")) {
      int end = text.indexOf('=');
      return text.substring(0, end + 1) + config.resolve(text.substring(end + 1));
    }
    return text;
  }

  private static boolean isConfigured(ArgSpec arg) {
    return !(arg instanceof OptionSpec option)
        || (!option.usageHelp()
            && !option.versionHelp()
            && !option.longestName().equals("--config"));
  }
}
