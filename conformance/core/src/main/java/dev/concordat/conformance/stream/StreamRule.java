package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;

/**
 * A rule over the chunks of one stream, in their order. A rule has a state of its own and belongs
 * to one stream.
 */
interface StreamRule {
  /** Takes the next chunk. */
  default void chunk(Chunk chunk, Report report) {}

  /** Takes that something came of which it cannot be told what chunk it is. */
  default void unread() {}

  /** Takes that no more comes, whether the stream ended or broke off. */
  default void last(Report report) {}

  /** Takes the end of a stream that did not break off. */
  default void end(Report report) {}

  /** Where a rule says what it found. */
  interface Report {
    /** Something found in the event of this number. */
    void inEvent(int event, Fault fault);

    /** Something found of the stream as a whole. */
    void inStream(Fault fault);
  }

  /**
   * What a rule found.
   *
   * @param pointer the JSON pointer in the chunk, empty for the event or the stream as a whole
   * @param subject what sets it apart from other faults of the rule, empty where nothing has to
   */
  record Fault(String rule, Severity severity, String pointer, String subject, String message) {
    static Fault violation(String rule, String pointer, String subject, String message) {
      return new Fault(rule, Severity.VIOLATION, pointer, subject, message);
    }
  }
}
