package dev.concordat.conformance.bench;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A recording from its bytes to verdicts. Its floor is to parse each of its lines, and each body in
 * them, to trees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
public class CheckBenchmark {
  /** What was recorded. */
  @Param({"VALID", "BAD", "DRIFTING"})
  public Workload workload = Workload.VALID;

  private final RecordedWorkload recorded = new RecordedWorkload();
  private byte[] recording = new byte[0];
  private Judge judge = new Judge(new Contracts(List.of()), null);

  /** Writes the recording. */
  @Setup
  public void load() {
    recording = recorded.lines(workload);
    judge = new Judge(Contracts.shipped(), null);
  }

  /** Reads and judges each entry. */
  @Benchmark
  public void check(Blackhole results) throws RecordingException, IOException {
    try (RecordingReader reader = open()) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          results.consume(judge.judge(read.exchange()));
        }
      }
    }
  }

  /** Reads each entry. */
  @Benchmark
  public void read(Blackhole results) throws RecordingException, IOException {
    try (RecordingReader reader = open()) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        results.consume(entry);
      }
    }
  }

  private RecordingReader open() throws RecordingException {
    return RecordingReader.open("bench.jsonl", new ByteArrayInputStream(recording));
  }

  /** Parses each line, and each body in it. */
  @Benchmark
  public void floor(Blackhole results) {
    recorded.parse(new ByteArrayInputStream(recording), results::consume);
  }
}
