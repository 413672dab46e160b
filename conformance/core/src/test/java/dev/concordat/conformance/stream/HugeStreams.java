package dev.concordat.conformance.stream;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges streams that are made as they are read, each larger than the heap, and prints for each
 * what was found. Run in a virtual machine of its own.
 */
final class HugeStreams {
  private static final String HEAD =
      "data:"
          + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[";

  private HugeStreams() {}

  /** A stream: so many pieces of text, and what comes at the end. */
  record Huge(String name, long pieces, LongFunction<String> piece, String end) {
    InputStream open() {
      return new Made(this);
    }
  }

  private static final class Made extends InputStream {
    private final Huge huge;
    private byte[] text = {};
    private int position;
    private long next;

    Made(Huge huge) {
      this.huge = huge;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int size) {
      while (position == text.length) {
        if (next > huge.pieces()) {
          return -1;
        }
        String made = next < huge.pieces() ? huge.piece().apply(next) : huge.end();
        text = made.getBytes(StandardCharsets.UTF_8);
        position = 0;
        next++;
      }
      int count = Math.min(size, text.length - position);
      System.arraycopy(text, position, target, offset, count);
      position += count;
      return count;
    }
  }

  private static String chunk(String choice) {
    return HEAD + choice + "]}\n\n";
  }

  private static String delta(long index, String members) {
    return chunk("{\"index\":%d,\"delta\":{%s},\"finish_reason\":null}".formatted(index, members));
  }

  // So many texts, made of the numbers that come after a first one.
  private static String many(int count, long first, LongFunction<String> text) {
    return LongStream.range(first * count, (first + 1) * count)
        .mapToObj(text)
        .collect(Collectors.joining(","));
  }

  static List<Huge> all() {
    String done =
        chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}") + "data: [DONE]\n\n";
    String text = "x".repeat(1 << 16);
    String longText = "x".repeat(1 << 20);
    LongFunction<String> line = i -> i == 0 ? "data: " + longText : longText;
    String empty = delta(0, "\"content\":\"\"") + ": %s\n\n".formatted(text);
    String lists = "\"logprobs\":{\"content\":[" + "[],".repeat(100_000) + "0]}";
    return List.of(
        new Huge("text that adds up to little", 4096, i -> empty, done),
        new Huge("text", 1500, i -> delta(0, "\"content\":\"%s\"".formatted(text)), done),
        new Huge("a line that never ends", 256, line, ""),
        new Huge("a comment that never ends", 256, i -> i == 0 ? ":" : longText, ""),
        new Huge("a line", 256, line, "\n\n" + done),
        new Huge("data lines", 256, i -> "data: " + longText + "\n", "\n" + done),
        new Huge("empty data lines", 8_500, i -> "data\n".repeat(1000), "\n" + done),
        new Huge("empty events", 1000, i -> "data:\n\n".repeat(1000), done),
        new Huge("empty lines", 1000, i -> "\n".repeat(1000), done),
        new Huge(
            "choices", 100, i -> chunk(many(1000, i, n -> "{\"index\":%d}".formatted(n))), done),
        new Huge("calls", 100, i -> calls(many(300, i, n -> "{\"index\":%d}".formatted(n))), done),
        new Huge("fields", 800, i -> delta(0, many(300, i, n -> "\"f%d\":1".formatted(n))), done),
        new Huge("objects", 100, i -> delta(0, many(300, i, n -> "\"f%d\":{}".formatted(n))), done),
        new Huge("lists", 20, i -> chunk("{\"index\":0,%s}".formatted(lists)), done),
        new Huge(
            "ids", 100, i -> calls("{\"index\":%d,\"id\":\"%s\"}".formatted(i, longText)), done),
        new Huge(
            "fields of the answer",
            800,
            i -> answer(many(300, i, n -> "\"f%d\":1".formatted(n))),
            done));
  }

  private static String calls(String calls) {
    return delta(0, "\"tool_calls\":[%s]".formatted(calls));
  }

  private static String answer(String fields) {
    return "data: {%s,\"choices\":[]}\n\n".formatted(fields);
  }

  private static final class Counting implements Chunks {
    final Map<String, Integer> found = new TreeMap<>();

    @Override
    public Set<String> judge(String part, long offset, JsonNode chunk) {
      return Set.of();
    }

    @Override
    public String error(JsonNode event) {
      return null;
    }

    @Override
    public String errorIn(JsonNode value) {
      return null;
    }

    @Override
    public boolean isChunk(JsonNode value) {
      return false;
    }

    @Override
    public void judgeSum(String part, ObjectNode whole, boolean isPartial) {
      found.merge("sum of %d".formatted(whole.toString().length()), 1, Integer::sum);
    }

    @Override
    public boolean describes(String path) {
      return false;
    }

    @Override
    public void notJudged(String rule, long bytes) {}

    @Override
    public void found(
        String rule,
        Severity severity,
        String part,
        String pointer,
        String message,
        String subject,
        long times) {
      found.merge(rule + " " + severity.id(), 1, Integer::sum);
    }
  }

  /** Judges all of them, or the one whose name is given. */
  public static void main(String[] arguments) throws IOException {
    Contract maas = Contracts.shipped().of("maas");
    EventStream contract =
        maas.operations().stream()
            .filter(operation -> operation.id().equals("createChatCompletion"))
            .map(operation -> operation.response(200).content().get("text/event-stream").stream())
            .findFirst()
            .orElseThrow();
    for (Huge huge : all()) {
      if (arguments.length > 0 && !arguments[0].equals(huge.name())) {
        continue;
      }
      Counting chunks = new Counting();
      long start = System.nanoTime();
      try (InputStream in = huge.open()) {
        StreamJudge judge = new StreamJudge(contract, chunks);
        EventStreamDecoder.decode(in, judge);
        judge.end();
        System.out.println(huge.name() + ": " + chunks.found);
      } catch (OutOfMemoryError e) {
        System.out.println(huge.name() + ": " + e);
      }
      System.err.println(huge.name() + " took " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
