package dev.concordat.conformance.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs targets, each in a Java of its own: {@code Fuzzing [--seconds=N | --runs=N] [--targets=A,B]
 * [--seed=N] FOLDER}. The folder keeps, for each target, its corpus, which grows from run to run,
 * what it printed, and the input of each find.
 */
public final class Fuzzing {
  /** All targets, by name. */
  static final Map<String, Class<?>> TARGETS = new LinkedHashMap<>();

  static {
    for (Class<?> target :
        List.of(
            RecordingsTarget.class,
            ExchangesTarget.class,
            StreamsTarget.class,
            SchemasTarget.class,
            CodingsTarget.class,
            ContractsTarget.class,
            RedactionTarget.class,
            SignatureTarget.class,
            ClientTarget.class,
            ServersTarget.class)) {
      TARGETS.put(target.getSimpleName().replace("Target", ""), target);
    }
  }

  private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs in");
  private static final Pattern FOUND =
      Pattern.compile("(?m)^== Java (?:Exception|Assertion Error): (.*)");

  private Fuzzing() {}

  /**
   * What came of a target's run.
   *
   * @param runs how many inputs were tried, 0 where it ended before it could say
   * @param find what went wrong and where it stands, empty where nothing did
   */
  record Result(long runs, String find) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    Path folder = null;
    for (String argument : arguments) {
      if (argument.startsWith("--")) {
        String[] parts = argument.substring(2).split("=", 2);
        options.put(parts[0], parts.length == 2 ? parts[1] : "");
      } else {
        folder = Path.of(argument);
      }
    }
    if (folder == null) {
      throw new IllegalArgumentException("the folder is missing, to keep what is found in");
    }
    String names = options.getOrDefault("targets", "all");
    List<String> limits = new ArrayList<>();
    limits.add("-seed=" + options.getOrDefault("seed", "0"));
    if (options.containsKey("runs")) {
      limits.add("-runs=" + options.get("runs"));
    }
    if (options.containsKey("seconds")) {
      limits.add("-max_total_time=" + options.get("seconds"));
    }
    long runs = 0;
    int finds = 0;
    for (String name : names.equals("all") ? TARGETS.keySet() : Arrays.asList(names.split(","))) {
      Result result = run(target(name), limits, folder.resolve(name));
      runs += result.runs();
      finds += result.find().isEmpty() ? 0 : 1;
      System.out.printf(
          "%-12s %,12d runs  %s%n",
          name, result.runs(), result.find().isEmpty() ? "nothing found" : result.find());
    }
    System.out.printf("%-12s %,12d runs  %d finds%n", "all", runs, finds);
    if (finds > 0) {
      System.exit(1);
    }
  }

  private static Class<?> target(String name) {
    Class<?> target = TARGETS.get(name);
    if (target == null) {
      throw new IllegalArgumentException(
          "there is no target '%s'; there are %s"
              .formatted(name, String.join(", ", TARGETS.keySet())));
    }
    return target;
  }

  /**
   * Runs a target.
   *
   * @param limits options of libFuzzer
   * @param folder where it keeps what it makes
   */
  static Result run(Class<?> target, List<String> limits, Path folder)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path printed = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-Xss2m", "-Xmx1g", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-cp", classPath(), "com.code_intelligence.jazzer.Jazzer"));
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=dev.concordat.**");
    // Loopback is where the servers are.
    command.add(
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + File.separator);
    command.addAll(List.of("-timeout=300", "-len_control=0", "-max_len=4096"));
    command.addAll(limits);
    command.add(corpus.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    int status = process.waitFor();
    String output = Files.readString(printed, StandardCharsets.ISO_8859_1);
    Matcher done = DONE.matcher(output);
    long runs = done.find() ? Long.parseLong(done.group(1)) : 0;
    if (status == 0 && runs > 0) {
      return new Result(runs, "");
    }
    Matcher found = FOUND.matcher(output);
    String what = found.find() ? found.group(1) : "it ended with status " + status;
    return new Result(runs, what + "; see " + printed);
  }

  // The class path as it was given, or as the tests' runner unfolds it.
  private static String classPath() {
    String given = System.getProperty("surefire.test.class.path");
    return given == null ? System.getProperty("java.class.path") : given;
  }
}
