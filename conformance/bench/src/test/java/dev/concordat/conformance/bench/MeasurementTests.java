package dev.concordat.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

final class MeasurementTests {
  @Test
  void everyBenchmarkRunsAndIsTold() throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(Measurement.class.getPackageName())
        .param("times", "1")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    assertThat(Measurement.page(results))
        .contains("| Judge valid | judge |", "| Judge streams | floor | ")
        .contains("| Check valid | check |", "| Check drifting | read |")
        .contains("| Command bad | check |", "| Command valid | checkOnTwo |")
        .contains("| Redaction streams | mask |")
        .contains("| Decode | client |", "| Decode | jackson |")
        .contains("| Stream | client |", "| Stream | jackson |");
  }

  // What is measured is what its name says: a fast way through broken input proves nothing.
  @Test
  void workloadsAreWhatTheySay() {
    assertThat(verdicts(Workload.VALID)).containsOnly(Verdict.CONFORMS);
    assertThat(verdicts(Workload.STREAMS)).containsOnly(Verdict.CONFORMS);
    assertThat(verdicts(Workload.TOOLS)).containsOnly(Verdict.CONFORMS);
    assertThat(verdicts(Workload.DRIFTING)).containsOnly(Verdict.DRIFTS);
    List<Verdict> bad = verdicts(Workload.BAD);
    assertThat(bad.stream().filter(verdict -> verdict == Verdict.VIOLATES))
        .hasSize(bad.size() / 10);
  }

  private static List<Verdict> verdicts(Workload workload) {
    Judge judge = new Judge(Contracts.shipped(), null);
    return workload.exchanges().stream().map(judge::judge).map(Judgement::verdict).toList();
  }
}
