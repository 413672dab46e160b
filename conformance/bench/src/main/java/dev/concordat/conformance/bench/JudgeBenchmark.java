package dev.concordat.conformance.bench;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Judge;
import java.util.List;
import java.util.Objects;
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
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judging exchanges, with findings, drift and coverage. Its floor is to parse their JSON to trees;
 * its peer a loop that parses and validates each text, and does nothing else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
public class JudgeBenchmark {
  /** What is judged. */
  @Param({"VALID", "BAD", "DRIFTING", "STREAMS", "TOOLS"})
  public Workload workload = Workload.VALID;

  private final JsonMapper mapper = JsonMapper.builder().build();
  private List<Exchange> exchanges = List.of();
  private List<byte[]> texts = List.of();
  private Judge judge = new Judge(new Contracts(List.of()), null);
  private Schema requests = never();
  private Schema responses = never();

  private static Schema never() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema("false");
  }

  /** Makes the exchanges, and compiles the contracts. */
  @Setup
  public void load() {
    exchanges = workload.exchanges();
    texts = workload.texts();
    Contracts contracts = Contracts.shipped();
    judge = new Judge(contracts, null);
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema document =
        registry.getSchema(
            SchemaLocation.of("urn:contract"),
            Objects.requireNonNull(contracts.of("maas")).excerpt(JsonPointer.empty()));
    String response = workload == Workload.STREAMS ? "ChatCompletionChunk" : "ChatCompletion";
    requests = document.getRefSchema(at("ChatCompletionRequest"));
    responses = document.getRefSchema(at(response));
  }

  private static NodePath at(String component) {
    return SchemaLocation.of("urn:contract#/components/schemas/" + component).getFragment();
  }

  /** Judges all exchanges. */
  @Benchmark
  public void judge(Blackhole results) {
    for (Exchange exchange : exchanges) {
      results.consume(judge.judge(exchange));
    }
  }

  /** Parses all texts to trees. */
  @Benchmark
  public void floor(Blackhole results) {
    for (byte[] text : texts) {
      results.consume(mapper.readTree(text));
    }
  }

  /** Parses and validates all texts. */
  @Benchmark
  public void networknt(Blackhole results) {
    for (byte[] text : texts) {
      var value = mapper.readTree(text);
      results.consume((value.has("messages") ? requests : responses).validate(value));
    }
  }
}
