package dev.concordat.conformance.bench;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Exchanges to judge, the same at each run: chats of a MaaS task, with texts of ordinary length.
 */
public enum Workload {
  /** All of them conform. */
  VALID,
  /** One of ten has a mistake in its response. */
  BAD,
  /** Each response has a header that no contract describes, as those of most servers have. */
  DRIFTING,
  /** Responses are event streams of some two hundred chunks. */
  STREAMS,
  /** The request offers tools, and the response calls one. */
  TOOLS;

  private static final int EXCHANGES = 200;
  private static final int STREAMED = 20;
  private static final int CHUNKS = 200;
  private static final String URL = "https://maas.example.com/v1/chat/completions";

  private static final String[] WORDS = {
    "contract", "answer", "shanghai", "weather", "token", "模型", "\\\"quoted\\\"", "stream",
        "line\\n",
    "number", "42", "the", "of", "and", "to", "request", "provider", "chunk"
  };

  private static final List<String> MISTAKES =
      List.of(
          "\"finish_reason\":\"stop\"->\"finish_reason\":\"done\"",
          "\"object\":\"chat.completion\"->\"object\":\"completion\"",
          "\"created\":->\"made\":",
          "\"index\":0->\"index\":\"0\"",
          "\"total_tokens\":->\"total\":");

  /** The exchanges. */
  public List<Exchange> exchanges() {
    Random random = new Random(11);
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < (this == STREAMS ? STREAMED : EXCHANGES); i++) {
      exchanges.add(exchange(i, random));
    }
    return exchanges;
  }

  /** Each JSON text of the exchanges: requests, responses, the data of events. */
  public List<byte[]> texts() {
    List<byte[]> texts = new ArrayList<>();
    for (Exchange exchange : exchanges()) {
      Body request = exchange.request().body();
      Exchange.Response response = exchange.response();
      Body body = response == null ? null : response.body();
      if (request != null) {
        texts.add(request.bytes());
      }
      if (body != null && this == STREAMS) {
        new String(body.bytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("data: {"))
            .forEach(line -> texts.add(line.substring(6).getBytes(StandardCharsets.UTF_8)));
      } else if (body != null) {
        texts.add(body.bytes());
      }
    }
    return texts;
  }

  private Exchange exchange(int number, Random random) {
    String type = this == STREAMS ? "text/event-stream" : "application/json";
    String response =
        switch (this) {
          case STREAMS -> stream(number, random);
          case TOOLS -> called(number, random);
          default -> answered(number, random);
        };
    if (this == BAD && number % 10 == 0) {
      String[] mistake = MISTAKES.get(number / 10 % MISTAKES.size()).split("->", 2);
      response = response.replace(mistake[0], mistake[1]);
    }
    return new Exchange(
        "maas",
        null,
        new Exchange.Request(
            "POST",
            URL,
            Headers.of("Authorization", "Bearer ***", "Content-Type", "application/json"),
            Body.of("application/json", request(random))),
        new Exchange.Response(
            200,
            Headers.of("Content-Type", type, this == DRIFTING ? "X-Request-Id" : "Date", "now"),
            Body.of(type, response)),
        false);
  }

  private String request(Random random) {
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String role = i == 0 ? "system" : i % 2 == 1 ? "user" : "assistant";
      messages.append(
          "%s{\"role\":\"%s\",\"content\":\"%s\"}"
              .formatted(i == 0 ? "" : ",", role, text(random, 20 + random.nextInt(60))));
    }
    return """
    {"model":"Qwen2-72B","messages":[%s],"temperature":0.7,"max_tokens":512%s%s}\
    """
        .formatted(
            messages,
            this == STREAMS ? ",\"stream\":true" : "",
            this == TOOLS ? ",\"tools\":[%s]".formatted(tool()) : "");
  }

  private static String tool() {
    return """
    {"type":"function","function":{"name":"weather","description":"The weather of a city",
    "parameters":{"type":"object","properties":{"city":{"type":"string"},
    "unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"]}}}\
    """;
  }

  private static String text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static String answered(int number, Random random) {
    return whole(
        number,
        "{\"role\":\"assistant\",\"content\":\"%s\"}".formatted(text(random, 120)),
        "stop",
        random);
  }

  private static String called(int number, Random random) {
    return whole(
        number,
        """
        {"role":"assistant","content":null,"tool_calls":[{"id":"call_%d","type":"function",\
        "function":{"name":"weather","arguments":"{\\"city\\":\\"Shanghai\\",\\"unit\\":\\"celsius\\"}"}}]}\
        """
            .formatted(number),
        "tool_calls",
        random);
  }

  private static String whole(int number, String message, String reason, Random random) {
    int asked = 100 + random.nextInt(50);
    return """
    {"id":"chatcmpl-%d","object":"chat.completion","created":1700000000,"model":"Qwen2-72B",\
    "choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":"%s"}],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}\
    """
        .formatted(number, message, reason, asked, 50, asked + 50);
  }

  private static String stream(int number, Random random) {
    StringBuilder stream = new StringBuilder();
    chunk(stream, number, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
    for (int i = 0; i < CHUNKS; i++) {
      String word = WORDS[random.nextInt(WORDS.length)];
      chunk(stream, number, "{\"content\":\"%s \"}".formatted(word), "null");
    }
    chunk(stream, number, "{}", "\"stop\"");
    return stream.append("data: [DONE]\n\n").toString();
  }

  private static void chunk(StringBuilder stream, int number, String delta, String reason) {
    stream.append(
        """
        data: {"id":"chatcmpl-%d","object":"chat.completion.chunk","created":1700000000,\
        "model":"Qwen2-72B","choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}

        """
            .formatted(number, delta, reason));
  }
}
