package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import tools.jackson.databind.JsonNode;

/**
 * A rule over the chunks of one stream, in their order. A rule has a state of its own and belongs
 * to one stream.
 */
interface StreamRule {
  /** Takes the next chunk, an object. */
  default void chunk(int index, JsonNode chunk, Report report) {}

  /** Takes an event of which it cannot be told what chunk it is. */
  default void unread(int index) {}

  /** Takes the end of the stream. */
  default void end(Report report) {}

  /** Where a rule says what it found. */
  interface Report {
    /** Something found in the event of this index. */
    void inEvent(int index, String rule, Severity severity, String pointer, String message);

    /** Something found of the stream as a whole. */
    void inStream(String rule, Severity severity, String pointer, String message);
  }
}
