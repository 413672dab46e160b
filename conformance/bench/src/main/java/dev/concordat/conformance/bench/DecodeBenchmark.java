package dev.concordat.conformance.bench;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import dev.concordat.client.maas.ChatCompletion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decoding responses with the client's types. Its peers decode them to records of the same members,
 * which know nothing of unknown values, exact numbers or required members.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
public class DecodeBenchmark {
  private final List<String> texts =
      Workload.VALID.texts().stream()
          .map(text -> new String(text, StandardCharsets.UTF_8))
          .filter(text -> text.contains("\"chat.completion\""))
          .toList();
  private final JsonMapper jackson =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private final Gson gson = new Gson();

  record Answer(
      String id, String object, long created, String model, List<Choice> choices, Usage usage) {}

  record Choice(
      int index, Message message, @SerializedName("finish_reason") @Nullable String finishReason) {}

  record Message(String role, @Nullable String content) {}

  record Usage(
      @SerializedName("prompt_tokens") long promptTokens,
      @SerializedName("completion_tokens") long completionTokens,
      @SerializedName("total_tokens") long totalTokens) {}

  /** The client's types. */
  @Benchmark
  public void client(Blackhole results) {
    for (String text : texts) {
      results.consume(ChatCompletion.fromJson(text));
    }
  }

  /** Jackson, to records. */
  @Benchmark
  public void jackson(Blackhole results) {
    for (String text : texts) {
      results.consume(jackson.readValue(text, Answer.class));
    }
  }

  /** Gson, to records. */
  @Benchmark
  public void gson(Blackhole results) {
    for (String text : texts) {
      results.consume(gson.fromJson(text, Answer.class));
    }
  }
}
