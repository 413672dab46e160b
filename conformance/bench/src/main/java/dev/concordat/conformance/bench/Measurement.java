package dev.concordat.conformance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks in one go and writes what they show. */
public final class Measurement {
  private static final String FLOOR = "floor";

  private Measurement() {}

  /**
   * Measures.
   *
   * @param args the file of all results, as JSON, and the page that tells their ratios
   */
  public static void main(String[] args) throws IOException, RunnerException {
    Path page = Path.of(args[1]);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(Measurement.class.getPackageName())
        .forks(1)
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(2))
        .resultFormat(ResultFormatType.JSON)
        .result(args[0]);
    Collection<RunResult> results = new Runner(options.build()).run();
    Files.createDirectories(page.toAbsolutePath().getParent());
    Files.writeString(page, page(results));
  }

  /** What the results show, for a person: of each benchmark, its methods as ratios to the first. */
  static String page(Collection<RunResult> results) {
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String method = name.substring(name.lastIndexOf('.') + 1);
      String owner = name.substring(0, name.lastIndexOf('.'));
      String workload = result.getParams().getParam("workload");
      String row =
          owner.substring(owner.lastIndexOf('.') + 1).replace("Benchmark", "")
              + (workload == null ? "" : " " + workload.toLowerCase(Locale.ROOT));
      rows.computeIfAbsent(row, absent -> new LinkedHashMap<>())
          .put(method, result.getPrimaryResult().getStatistics().getPercentile(50));
    }
    List<String> lines = new ArrayList<>();
    rows.forEach((row, medians) -> lines.addAll(lines(row, medians)));
    return """
    # Performance

    Written by `mvn -Pbench verify`, from one run on one machine: %s, %d processors, Java %s. Medians, each beside
    its floor: judging, reading and masking beside a parse of the same JSON to trees, decoding beside Jackson's of
    plain records. *Check* is a recording in memory, *Command* a run of `check` on a file, on one thread and on two;
    its floor has one thread. A ratio holds on another machine; a time does not.

    | what | how | microseconds | ratio |
    |---|---|---|---|
    %s
    """
        .formatted(
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            String.join("\n", lines));
  }

  private static List<String> lines(String row, Map<String, Double> medians) {
    double floor = medians.getOrDefault(FLOOR, medians.getOrDefault("jackson", 1.0));
    List<String> lines = new ArrayList<>();
    medians.forEach(
        (method, median) ->
            lines.add("| %s | %s | %,.0f | %.2f |".formatted(row, method, median, median / floor)));
    return lines;
  }
}
