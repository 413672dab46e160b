package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StreamsEitherWayTests {
  private static final int MUTANTS = Integer.getInteger("concordat.mutants", 40);
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final String CHUNK =
      """
      data: {"id":"c-1","object":"chat.completion.chunk","created":1700000000,"model":"m",\
      "choices":[{"index":%d,"delta":{%s},"finish_reason":%s}]%s}\
      """;

  // Pieces of choices that take turns, calls, usage in each chunk, and texts of every kind.
  private static final String[] DELTAS = {
    "\"role\":\"assistant\",\"content\":\"\"",
    "\"content\":\"a\"",
    "\"content\":\"\\u4f60\\ud83d\"",
    "\"content\":\"\\ude00 \\\"quoted\\\"\"",
    "\"content\":\"模型\",\"refusal\":null",
    "\"refusal\":\"no\"",
    "\"content\":\"x\",\"refusal\":\"y\"",
    "\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]",
    "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]",
    "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]",
    "\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"g\"}}]",
    "\"content\":\"\u0007\"",
    "\"unknown\":1",
    "",
  };
  private static final String[] REASONS = {"null", "null", "null", "null", "\"stop\"", "\"\"", "7"};
  private static final String[] ENDS = {
    "",
    "",
    "",
    ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}",
    ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":3,\"total_tokens\":4}",
    ",\"usage\":null",
    ",\"error\":{\"message\":\"no\"}",
  };

  @Test
  void madeStreamsAreJudgedAlike() {
    Random random = new Random(3);
    for (int i = 0; i < 10 * MUTANTS; i++) {
      List<String> lines = new ArrayList<>();
      String last = "";
      for (int chunk = random.nextInt(12); chunk >= 0; chunk--) {
        boolean isAgain = !last.isEmpty() && random.nextInt(3) > 0;
        last = isAgain ? last.replaceFirst("\"a\"", "\"ab\"") : chunk(random);
        lines.add(last);
        lines.add("");
      }
      lines.add(chunk(random).replaceFirst("null", "\"stop\""));
      lines.add("");
      lines.add("data: [DONE]");
      lines.add("");
      SameEitherWay.check(CONTRACTS, exchange(bytes(lines)));
    }
  }

  @Test
  void documentedStreamsAndTheirMutantsAreJudgedAlike() throws Exception {
    Random random = new Random(5);
    int streams = 0;
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      try (RecordingReader reader =
          RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()))) {
        for (RecordingReader.Entry e = reader.next(); e != null; e = reader.next()) {
          Exchange exchange = ((RecordingReader.Read) e).exchange();
          if (isStream(exchange)) {
            streams++;
            mutants(exchange, random);
          }
        }
      }
    }
    assertThat(streams).isPositive();
  }

  private static void mutants(Exchange exchange, Random random) {
    for (int i = 0; i < MUTANTS; i++) {
      SameEitherWay.check(CONTRACTS, i == 0 ? exchange : mutant(exchange, random));
    }
  }

  private static String chunk(Random random) {
    return CHUNK.formatted(
        random.nextInt(2), any(DELTAS, random), any(REASONS, random), any(ENDS, random));
  }

  private static String any(String[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  // Lines are doubled, dropped and moved; bytes of them are changed.
  private static Exchange mutant(Exchange exchange, Random random) {
    Body body = exchange.response().body();
    List<String> lines =
        new ArrayList<>(
            List.of(new String(body.bytes(), StandardCharsets.ISO_8859_1).split("\n", -1)));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(random.nextInt(lines.size()));
      switch (random.nextInt(6)) {
        case 0 -> lines.add(at, line);
        case 1 -> lines.set(at, line);
        case 2 -> lines.addAll(at, List.of(line, ""));
        case 3 -> lines.set(at, changed(lines.get(at), random));
        case 4 -> lines.set(at, lines.get(at) + "\r");
        default -> lines.remove(at);
      }
      if (lines.isEmpty()) {
        lines.add("");
      }
    }
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    Exchange.Response response =
        new Exchange.Response(
            exchange.response().status(),
            exchange.response().headers(),
            Body.of(body.mediaType(), bytes));
    return new Exchange(exchange.provider(), null, exchange.request(), response, false);
  }

  private static String changed(String line, Random random) {
    if (line.isEmpty()) {
      return ": comment";
    }
    int at = random.nextInt(line.length());
    return line.substring(0, at)
        + "{}[]\",:0a \\\u00e9\u00ff".charAt(random.nextInt(13))
        + line.substring(at + random.nextInt(2));
  }

  private static boolean isStream(Exchange exchange) {
    Body body = exchange.response() == null ? null : exchange.response().body();
    return body != null && body.mediaType() != null && body.mediaType().contains("event-stream");
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static Exchange exchange(byte[] stream) {
    Body request =
        Body.of(
            "application/json",
            "{\"model\":\"m\",\"n\":2,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    return new Exchange(
        "maas",
        null,
        new Exchange.Request(
            "POST",
            "https://maas.example.com/v1/chat/completions",
            Headers.of("Authorization", "Bearer ***"),
            request),
        new Exchange.Response(
            200,
            Headers.of("Content-Type", "text/event-stream"),
            Body.of("text/event-stream", stream)),
        false);
  }
}
