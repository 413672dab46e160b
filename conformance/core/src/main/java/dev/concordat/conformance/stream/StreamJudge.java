package dev.concordat.conformance.stream;

import dev.concordat.conformance.compiled.CleanForm;
import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges one event stream as it comes: each event, then the sequence, then the sum. It holds one
 * event and the sum, not the stream.
 */
public final class StreamJudge implements EventStreamDecoder.Sink {
  private final Chunks chunks;
  private final StreamReport report;
  private final @Nullable TerminatorRule terminator;
  private final @Nullable ChunkSum sum;
  private @Nullable FinishRule finish;
  private final Outside outside;
  private final List<StreamRule> rules = new ArrayList<>();
  private final RecentChunks recent = new RecentChunks();
  // Rules look at the texts of a choice once it has ended.
  private BooleanSupplier mayRepeat = () -> true;
  private int chunkCount;
  private int unreadCount;
  private boolean broken;
  private final OtherEvents others;
  private final EventStream contract;

  public StreamJudge(EventStream contract, Chunks chunks) {
    this.contract = contract;
    this.chunks = chunks;
    this.report = new StreamReport(chunks);
    this.others = new OtherEvents(chunks);
    this.terminator =
        contract.terminator() == null ? null : new TerminatorRule(contract.terminator());
    this.outside = new Outside(chunks, terminator, () -> broken = true, this::unread);
    rules.add(new StableRule(contract.stable(), chunks::excuse));
    this.sum = contract.choices() == null ? null : ofChoices(contract, contract.choices());
  }

  private @Nullable ChunkSum ofChoices(EventStream contract, String choices) {
    BooleanSupplier hasEnded = () -> true;
    if (contract.finish() != null) {
      FinishRule rule = new FinishRule(contract, choices, contract.finish(), chunks::describes);
      finish = rule;
      rules.add(rule);
      hasEnded = rule::hasEnded;
      mayRepeat = () -> !rule.hasEndOfOne();
    }
    String empty = contract.empty() == null ? choices : contract.empty();
    rules.add(new TrailerRule(empty, contract.trailer(), hasEnded));
    if (contract.sum() == null) {
      return null;
    }
    return new ChunkSum(contract, contract.sum(), choices, chunks::describes);
  }

  @Override
  public void event(Event event) {
    outside.event();
    if (terminator != null) {
      if (terminator.hasCome()) {
        chunks.notJudged("stream.terminator", event.length());
        String late = error(event, JsonText.of(event.data()).value());
        if (late != null) {
          error(event, "expected nothing after the terminator; found an error event: " + late);
          return;
        }
      }
      boolean isFirst = !terminator.hasCome();
      if (terminator.event(event.index(), event.data(), report)) {
        if (isFirst) {
          typed(event);
        }
        return;
      }
    }
    JsonText text = JsonText.of(event.data());
    String error = error(event, text.value());
    if (error != null) {
      broken = true;
      error(event, "expected a chunk; found an error event: " + error);
    } else if (!event.type().equals("message") && !isCalledSo(event, text.value())) {
      chunks.notJudged("stream.event", event.length());
      typed(event);
    } else if (text.value() == null) {
      notJson(event, text);
    } else {
      named(event, text.value());
      chunk(event, text.value());
    }
  }

  // Clients that go by the name do not see an event that has none.
  private void named(Event event, JsonNode value) {
    String name = contract.nameOf(value);
    if (name != null && event.type().equals("message")) {
      chunks.found(
          "stream.event",
          Severity.DRIFT,
          StreamReport.part(event.index()),
          "expected an event that is called '%s', as its data say; it has no name".formatted(name));
    }
  }

  private boolean isCalledSo(Event event, @Nullable JsonNode value) {
    return value != null && event.type().equals(contract.nameOf(value));
  }

  private void error(Event event, String message) {
    chunks.found("stream.error", Severity.VIOLATION, StreamReport.part(event.index()), message);
  }

  private void typed(Event event) {
    if (!event.type().equals("message")) {
      others.add(event);
    }
  }

  private @Nullable String error(Event event, @Nullable JsonNode value) {
    String error = value == null ? null : chunks.error(value);
    if (error == null && value != null && event.type().equals("message")) {
      return chunks.messageInPlaceOfChunk(value);
    }
    if (error == null && event.type().equals("error")) {
      JsonNode told = value == null ? JsonNodeFactory.instance.stringNode(event.data()) : value;
      String form = chunks.errorIn(told);
      JsonNode message = told.path("message");
      return form != null ? form : Explanation.shown(message.isString() ? message : told);
    }
    return error;
  }

  private void notJson(Event event, JsonText text) {
    unread();
    if (terminator != null && terminator.isLastLine(event.data())) {
      terminator.lost();
    }
    JsonText.Failure failure = text.failure();
    if (failure != null) {
      chunks.notJudged(failure.rule(), event.length());
      chunks.found(
          failure.rule(),
          failure.isLimit() ? Severity.UNCHECKED : Severity.VIOLATION,
          StreamReport.part(event.index()),
          "the event at byte %d: %s".formatted(event.offset(), failure.message()));
    }
  }

  private void chunk(Event event, JsonNode chunk) {
    Set<String> wrong = chunks.judge(StreamReport.part(event.index()), event.offset(), chunk);
    if (chunk.isObject()) {
      follow(new Chunk(event.index(), chunk, wrong));
    } else {
      chunkCount++;
      unread();
    }
  }

  private void follow(Chunk chunk) {
    chunkCount++;
    for (StreamRule rule : rules) {
      rule.chunk(chunk, report);
    }
    if (sum != null) {
      sum.chunk(chunk, report);
    }
  }

  @Override
  public boolean data(int index, byte[] bytes, int from, int to) {
    // What else may come is looked at as text.
    boolean isObject = from < to && bytes[from] == '{' && contract.name() == null;
    if (!isObject || (terminator != null && !terminator.isAwaited())) {
      return false;
    }
    RecentChunks.Repeated repeated = mayRepeat.getAsBoolean() ? recent.find(bytes, from, to) : null;
    if (repeated != null) {
      outside.event();
      repeat(index, repeated.chunk(), repeated.texts());
      return true;
    }
    CompiledSchemas.Clean clean = chunks.clean(bytes, from, to);
    if (clean == null || clean.kept() == null) {
      return false;
    }
    outside.event();
    follow(new Chunk(index, clean.kept(), Set.of()));
    remember(CleanForm.of(bytes, from, to, clean), clean.kept(), clean);
    return true;
  }

  private void repeat(int index, RecentChunks.Recent known, String[] texts) {
    chunks.again(known.clean());
    chunkCount++;
    Chunk chunk = new Chunk(index, known.json(), Set.of());
    for (StreamRule rule : rules) {
      rule.chunk(chunk, report);
    }
    if (known.sum() != null) {
      known.sum().add(texts);
    }
  }

  // Where a chunk did more to the sum than append its texts, it is added as a whole each time.
  private void remember(CleanForm form, JsonNode json, CompiledSchemas.Clean clean) {
    ChunkSum.Repeatable added = sum == null ? null : sum.repeatable();
    if (added == null ? sum == null && form.count() == 0 : added.count() == form.count()) {
      recent.add(new RecentChunks.Recent(form, json, clean, added));
    }
  }

  private void unread() {
    unreadCount++;
    rules.forEach(StreamRule::unread);
  }

  @Override
  public void outside(long offset, long length, String text) {
    outside.lines(offset, length, text);
  }

  @Override
  public void tooLong(int index, long offset, long length) {
    outside.event();
    unread();
    chunks.notJudged("stream.too-long", length);
    chunks.found(
        "stream.too-long",
        Severity.UNCHECKED,
        StreamReport.part(index),
        "the event at byte %d has %d bytes, more than is judged".formatted(offset, length));
  }

  @Override
  public void notUtf8(int index, long offset) {
    chunks.found(
        "stream.utf-8",
        Severity.VIOLATION,
        StreamReport.part(index),
        "expected UTF-8; byte %d is none".formatted(offset));
  }

  @Override
  public void cut(int index, long offset, long length, String data) {
    outside.event();
    TerminatorRule last = terminator != null && terminator.accepts(data) ? terminator : null;
    chunks.found(
        "stream.cut",
        last != null ? Severity.DRIFT : Severity.VIOLATION,
        StreamReport.part(index),
        "expected an empty line that ends the event at byte %d; the stream ends in it"
            .formatted(offset));
    if (last != null) {
      last.event(index, data, report);
    } else {
      broken = true;
      chunks.notJudged("stream.cut", length);
    }
  }

  /** Whether nothing came that could have been a chunk. */
  public boolean isEmpty() {
    return chunkCount == 0 && unreadCount == 0 && !broken;
  }

  /** Whether the terminator came. */
  public boolean hasEnded() {
    return terminator != null && terminator.hasCome();
  }

  /** Judges what only the whole stream shows. To be called once, after the last event. */
  public void end() {
    if (isEmpty()) {
      String contents = others.isEmpty() ? outside.contents() : others.contents();
      String message = "expected chunks; the stream has " + contents;
      chunks.found("stream.empty", Severity.VIOLATION, StreamReport.STREAM, message);
      return;
    }
    leave();
    // What an error or a cut broke off has no end that could be judged.
    if (!broken) {
      if (terminator != null && terminator.isMissing()) {
        terminator.missed(report, finish == null ? "" : finish.brokenOff());
      }
      rules.forEach(rule -> rule.end(report));
    }
    judgeSum();
  }

  /** Judges what came, where nothing more comes and this is not the end. */
  public void leave() {
    others.tell();
    rules.forEach(rule -> rule.last(report));
  }

  private void judgeSum() {
    if (sum == null) {
      return;
    }
    ObjectNode whole = sum.whole();
    if (whole != null) {
      chunks.judgeSum(StreamReport.STREAM, whole, broken || unreadCount > 0 || sum.isPartial());
    } else if (sum.isTooLong()) {
      chunks.found(
          "stream.sum",
          Severity.UNCHECKED,
          StreamReport.STREAM,
          "the answer that the chunks add up to is longer than is judged");
    }
  }
}
