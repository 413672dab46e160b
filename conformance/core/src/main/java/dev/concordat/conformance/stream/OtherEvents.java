package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Events of types that the contract does not describe. They are told once the stream is over: one
 * that has nothing else is a single mistake.
 */
final class OtherEvents {
  private final Chunks chunks;
  private @Nullable Event first;
  private int last;
  private long count;

  OtherEvents(Chunks chunks) {
    this.chunks = chunks;
  }

  void add(Event event) {
    chunks.undocumented(event.type());
    first = first == null ? event : first;
    last = event.index();
    count++;
  }

  boolean isEmpty() {
    return first == null;
  }

  void tell() {
    if (first != null) {
      found(first, first.index(), 1);
      if (count > 1) {
        found(first, last, count - 1);
      }
    }
  }

  private void found(Event event, int index, long times) {
    chunks.found(
        "stream.event",
        Severity.DRIFT,
        StreamReport.part(index),
        "",
        "an event of the type '%s' is not described".formatted(event.type()),
        "",
        times);
  }

  /** What a stream without chunks holds, as the end of a sentence. */
  String contents() {
    String type = first == null ? "" : first.type();
    return count == 1
        ? "an event of the type '%s', which is not described".formatted(type)
        : "%d events of types that are not described, the first '%s'".formatted(count, type);
  }
}
