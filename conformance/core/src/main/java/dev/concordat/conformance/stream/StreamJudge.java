package dev.concordat.conformance.stream;

import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges one event stream as it comes: each event, then the sequence, then the sum. It holds one
 * event and the sum, not the stream.
 */
public final class StreamJudge implements EventStreamDecoder.Sink {
  private static final String STREAM = "response.stream";

  private final Chunks chunks;
  private final StreamRule.Report report;
  private final @Nullable TerminatorRule terminator;
  private final @Nullable ChunkSum sum;
  private final List<StreamRule> rules = new ArrayList<>();
  private int chunkCount;
  private boolean broken;

  /** What the stream's owner knows of chunks: their schema, and where findings go. */
  public interface Chunks {
    /** Judges a chunk against its schema. */
    void judge(String part, JsonNode chunk);

    /** The message of the error that an event is, or null where it is none. */
    @Nullable String error(JsonNode event);

    /** Judges the whole answer that the chunks add up to. */
    void judgeSum(String part, ObjectNode whole);

    /** Takes a finding. */
    void found(String rule, Severity severity, String part, String pointer, String message);
  }

  public StreamJudge(StreamContract contract, Chunks chunks) {
    this.chunks = chunks;
    this.report = new PartReport(chunks);
    this.terminator =
        contract.terminator() == null ? null : new TerminatorRule(contract.terminator());
    rules.add(new StableRule(contract.stable()));
    ChunkSum chunkSum = null;
    if (contract.choices() != null) {
      if (contract.finish() != null) {
        rules.add(new FinishRule(contract, contract.choices(), contract.finish()));
      }
      if (contract.sum() != null) {
        chunkSum = new ChunkSum(contract, contract.sum(), contract.choices());
        rules.add(chunkSum);
      }
    }
    this.sum = chunkSum;
  }

  private record PartReport(Chunks chunks) implements StreamRule.Report {
    @Override
    public void inEvent(int index, String rule, Severity severity, String pointer, String message) {
      chunks.found(rule, severity, part(index), pointer, message);
    }

    @Override
    public void inStream(String rule, Severity severity, String pointer, String message) {
      chunks.found(rule, severity, STREAM, pointer, message);
    }
  }

  private static String part(int index) {
    return STREAM + "[" + index + "]";
  }

  @Override
  public void event(Event event) {
    if (terminator != null && terminator.event(event.index(), event.data(), report)) {
      return;
    }
    JsonText text = JsonText.of(event.data());
    boolean isNamed = !event.type().equals("message");
    String error = text.value() == null ? null : chunks.error(text.value());
    if (error != null) {
      broken = true;
      chunks.found(
          "stream.error",
          Severity.VIOLATION,
          part(event.index()),
          "",
          "expected a chunk; found an error event: " + error);
    } else if (isNamed) {
      chunks.found(
          "stream.event",
          Severity.DRIFT,
          part(event.index()),
          "",
          "an event of the type '%s' is not described".formatted(event.type()));
    } else if (text.value() == null) {
      notJson(event, text);
    } else {
      chunk(event, text.value());
    }
  }

  private void notJson(Event event, JsonText text) {
    JsonText.Failure failure = text.failure();
    if (failure != null) {
      chunks.found(
          failure.rule(),
          failure.isLimit() ? Severity.UNCHECKED : Severity.VIOLATION,
          part(event.index()),
          "",
          "the event at byte %d: %s".formatted(event.offset(), failure.message()));
    }
  }

  private void chunk(Event event, JsonNode chunk) {
    chunkCount++;
    chunks.judge(part(event.index()), chunk);
    if (chunk.isObject()) {
      for (StreamRule rule : rules) {
        rule.chunk(event.index(), chunk, report);
      }
    }
  }

  @Override
  public void tooLong(int index, long offset) {
    broken = true;
    chunks.found(
        "stream.too-long",
        Severity.UNCHECKED,
        part(index),
        "",
        "the event at byte %d is longer than is judged (%d bytes)"
            .formatted(offset, EventStreamDecoder.DEFAULT_LIMIT));
  }

  @Override
  public void notUtf8(int index, long offset) {
    chunks.found(
        "stream.utf-8",
        Severity.VIOLATION,
        part(index),
        "",
        "expected UTF-8; byte %d is none".formatted(offset));
  }

  @Override
  public void cut(int index, long offset, String data) {
    TerminatorRule last = terminator != null && terminator.accepts(data) ? terminator : null;
    chunks.found(
        "stream.cut",
        last != null ? Severity.DRIFT : Severity.VIOLATION,
        part(index),
        "",
        "expected an empty line that ends the event at byte %d; the stream ends in it"
            .formatted(offset));
    if (last != null) {
      last.event(index, data, report);
    }
  }

  /** Judges what only the whole stream shows. To be called once, after the last event. */
  public void end() {
    // What an error broke off, or what was not read, has no end that could be judged.
    if (broken) {
      return;
    }
    if (terminator != null) {
      terminator.end(report);
    }
    if (chunkCount == 0) {
      chunks.found(
          "stream.empty", Severity.VIOLATION, STREAM, "", "expected chunks; the stream has none");
      return;
    }
    for (StreamRule rule : rules) {
      rule.end(report);
    }
    judgeSum();
  }

  private void judgeSum() {
    if (sum == null) {
      return;
    }
    ObjectNode whole = sum.whole();
    if (whole != null) {
      chunks.judgeSum(STREAM, whole);
    } else if (sum.isTooLong()) {
      chunks.found(
          "stream.sum",
          Severity.UNCHECKED,
          STREAM,
          "",
          "the answer that the chunks add up to is longer than is judged");
    }
  }
}
