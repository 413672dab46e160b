package dev.concordat.conformance.stream;

import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What stands in a stream outside of any event, where clients do not see it: errors, chunks and a
 * terminator that lack their {@code data:}, and anything else. Until there is an event it is only
 * counted, since a stream without events is one mistake.
 */
final class Outside {
  /** What a line, or some that belong together, may be, and what is said of it. */
  enum Kind {
    ERROR(
        "stream.error",
        Severity.VIOLATION,
        "expected a chunk; found an error outside of any event, at byte %d: %s"),
    CHUNK(
        "stream.unframed",
        Severity.VIOLATION,
        "expected 'data:' before the chunk at byte %d, which clients do not see; found %s"),
    TERMINATOR(
        "stream.unframed",
        Severity.VIOLATION,
        "expected 'data:' before the terminator at byte %d, which clients do not see; found %s"),
    OTHER(
        "stream.line",
        Severity.DRIFT,
        "the line at byte %d is no field of an event stream; found %s");

    private final String rule;
    private final Severity severity;
    private final String message;

    Kind(String rule, Severity severity, String message) {
      this.rule = rule;
      this.severity = severity;
      this.message = message;
    }
  }

  /**
   * What was found of one kind.
   *
   * @param offset the byte at which the first begins
   * @param length how many bytes all of them take
   * @param shown the first as reports show it; of an error its message
   * @param isJson whether the first is JSON
   */
  record Found(long offset, long length, String shown, boolean isJson, long count) {
    Found and(Found next) {
      return new Found(offset, length + next.length, shown, isJson, count + next.count);
    }
  }

  private final Chunks chunks;
  private final @Nullable TerminatorRule terminator;
  private final Runnable error;
  private final Runnable chunk;
  private final Map<Kind, Found> held = new EnumMap<>(Kind.class);
  private boolean hasEvents;

  /**
   * What stands outside of the events of a stream.
   *
   * @param error runs where an error does
   * @param chunk runs where a chunk does
   */
  Outside(Chunks chunks, @Nullable TerminatorRule terminator, Runnable error, Runnable chunk) {
    this.chunks = chunks;
    this.terminator = terminator;
    this.error = error;
    this.chunk = chunk;
  }

  /** Takes that there is an event; what was held until now is told. */
  void event() {
    if (!hasEvents) {
      hasEvents = true;
      held.forEach(this::tell);
      held.clear();
    }
  }

  /** Takes lines that stand together: one JSON text, or each for itself. */
  void lines(long offset, long length, String text) {
    if (text.indexOf('\n') < 0 || JsonText.of(text).value() != null) {
      one(offset, length, text);
      return;
    }
    long at = offset;
    for (String line : text.split("\n", -1)) {
      long bytes = bytes(line) + 1;
      one(at, bytes, line);
      at += bytes;
    }
  }

  // A line may end in two characters, so that offsets behind the first line are near ones.
  private static long bytes(String line) {
    return line.codePoints()
        .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
        .sum();
  }

  private void one(long offset, long length, String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip();
    String behind = colon < 0 ? "" : text.substring(colon + 1).strip();
    JsonNode whole = JsonText.of(text).value();
    JsonNode value = whole != null ? whole : JsonText.of(behind).value();
    String error = value == null ? null : chunks.errorIn(value);
    if (error == null && whole == null && name.toLowerCase(Locale.ROOT).equals("error")) {
      JsonNode told = value == null ? text(behind) : value;
      JsonNode message = told.path("message");
      error = Explanation.shown(message.isString() ? message : told);
    }
    Kind kind = Kind.OTHER;
    if (error != null) {
      kind = Kind.ERROR;
    } else if (value != null && value.isObject() && chunks.isChunk(value)) {
      kind = Kind.CHUNK;
    } else if (terminator != null && (terminator.accepts(text) || terminator.accepts(behind))) {
      kind = Kind.TERMINATOR;
    }
    String shown = whole == null ? Explanation.shown(text(text)) : Explanation.cut(text.strip());
    Found found = new Found(offset, length, error == null ? shown : error, whole != null, 1);
    if (hasEvents) {
      tell(kind, found);
    } else {
      held.merge(kind, found, Found::and);
    }
  }

  private void tell(Kind kind, Found found) {
    switch (kind) {
      case ERROR -> error.run();
      case CHUNK -> {
        chunk.run();
        chunks.notJudged(kind.rule, found.length());
      }
      case TERMINATOR -> Objects.requireNonNull(terminator).lost();
      case OTHER -> chunks.notJudged(kind.rule, found.length());
    }
    String message = kind.message.formatted(found.offset(), found.shown());
    chunks.found(
        kind.rule, kind.severity, StreamReport.STREAM, "", message, kind.name(), found.count());
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  /** What a stream without events holds, as the end of a sentence. */
  String contents() {
    Found error = held.get(Kind.ERROR);
    Found chunk = held.get(Kind.CHUNK);
    Found other = held.get(Kind.OTHER);
    if (error != null) {
      return "%s that no event holds, an error: %s"
          .formatted(error.isJson() ? "JSON" : "text", error.shown());
    }
    if (chunk != null) {
      return chunk.count() == 1
          ? "JSON without 'data:' before it, %s".formatted(chunk.shown())
          : "%d lines of JSON without 'data:' before them, %s"
              .formatted(chunk.count(), chunk.shown());
    }
    if (other == null) {
      return held.isEmpty() ? "none" : "only the terminator, without 'data:' before it";
    }
    String kind = other.isJson() ? "JSON" : other.shown().startsWith("\"<") ? "HTML" : "text";
    return "%s that no event holds, %s".formatted(kind, other.shown());
  }
}
