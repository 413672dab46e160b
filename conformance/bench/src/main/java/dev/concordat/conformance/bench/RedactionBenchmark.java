package dev.concordat.conformance.bench;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import java.util.List;
import java.util.Set;
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
import tools.jackson.databind.json.JsonMapper;

/** Looking exchanges through for secrets. Its floor is to parse their JSON to trees. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
public class RedactionBenchmark {
  /** What is looked through. */
  @Param({"VALID", "STREAMS"})
  public Workload workload = Workload.VALID;

  private final JsonMapper mapper = JsonMapper.builder().build();
  private List<Exchange> exchanges = List.of();
  private List<byte[]> texts = List.of();

  /** Makes the exchanges. */
  @Setup
  public void load() {
    exchanges = workload.exchanges();
    texts = workload.texts();
  }

  /** Looks through all exchanges. */
  @Benchmark
  public void mask(Blackhole results) {
    for (Exchange exchange : exchanges) {
      results.consume(ReportMask.of(exchange, Set.of()));
    }
  }

  /** Parses all texts to trees. */
  @Benchmark
  public void floor(Blackhole results) {
    for (byte[] text : texts) {
      results.consume(mapper.readTree(text));
    }
  }
}
