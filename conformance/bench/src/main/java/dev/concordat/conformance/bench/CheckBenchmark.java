package dev.concordat.conformance.bench;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recording from its bytes to verdicts. Its floor is to parse each of its lines, and each body in
 * them, to trees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CheckBenchmark {
  private final JsonMapper mapper = JsonMapper.builder().build();
  private byte[] recording = new byte[0];
  private Judge judge = new Judge(new Contracts(List.of()), null);

  /** Writes the recording. */
  @Setup
  public void load() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Exchange exchange : Workload.VALID.exchanges()) {
      lines.writeBytes(mapper.writeValueAsBytes(entry(exchange)));
      lines.write('\n');
    }
    recording = lines.toByteArray();
    judge = new Judge(Contracts.shipped(), null);
  }

  private ObjectNode entry(Exchange exchange) {
    ObjectNode entry = mapper.createObjectNode();
    entry.put("startedDateTime", "2025-03-01T10:00:00.000Z").put("_provider", "maas");
    ObjectNode request = entry.putObject("request");
    request.put("method", "POST").put("url", exchange.request().url());
    request.putArray("headers").addObject().put("name", "Content-Type").put("value", "x/y");
    request
        .putObject("postData")
        .put("mimeType", "application/json")
        .put("text", text(exchange.request().body()));
    ObjectNode response = entry.putObject("response");
    response.put("status", 200).putArray("headers");
    Exchange.Response answer = exchange.response();
    response
        .putObject("content")
        .put("mimeType", "application/json")
        .put("text", text(answer == null ? null : answer.body()));
    return entry;
  }

  private static String text(@Nullable Body body) {
    return body == null ? "" : new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /** Reads and judges each entry. */
  @Benchmark
  public void check(Blackhole results) throws RecordingException, IOException {
    try (RecordingReader reader =
        RecordingReader.open("bench.jsonl", new ByteArrayInputStream(recording))) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          results.consume(judge.judge(read.exchange()));
        }
      }
    }
  }

  /** Parses each line, and each body in it. */
  @Benchmark
  public void floor(Blackhole results) {
    new String(recording, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              var entry = mapper.readTree(line);
              results.consume(mapper.readTree(entry.at("/request/postData/text").stringValue()));
              results.consume(mapper.readTree(entry.at("/response/content/text").stringValue()));
            });
  }
}
