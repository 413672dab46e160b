package dev.concordat.conformance.bench;

import dev.concordat.conformance.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code check} of a file as a user runs it, contracts and report included, on one thread and on
 * two. Its floor is to parse the file's lines, and the bodies in them, to trees on one thread.
 *
 * <p>It warms up for long: until some gigabytes are checked the compiler is at work, which on two
 * processors takes its time from the second thread alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 10)
public class CommandBenchmark {
  /** How often the file has the exchanges of the workload. */
  @Param("1000")
  public int times = 1;

  /** What was recorded. */
  @Param({"VALID", "BAD", "DRIFTING"})
  public Workload workload = Workload.VALID;

  private final RecordedWorkload recorded = new RecordedWorkload();
  private Path file = Path.of("");

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("bench", ".jsonl");
    byte[] lines = recorded.lines(workload);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < times; i++) {
        out.write(lines);
      }
    }
  }

  /** Takes the file away. */
  @TearDown
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Checks it on one thread. */
  @Benchmark
  public int check() {
    return check(1);
  }

  /** Checks it on two threads. */
  @Benchmark
  public int checkOnTwo() {
    return check(2);
  }

  private int check(int threads) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int status =
        Main.run(nowhere, nowhere, "check", "--threads", String.valueOf(threads), file.toString());
    if (status == Main.UNUSABLE) {
      throw new IllegalStateException("the file was not checked");
    }
    return status;
  }

  /** Parses each line, and each body in it. */
  @Benchmark
  public void floor(Blackhole results) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      recorded.parse(in, results::consume);
    }
  }
}
