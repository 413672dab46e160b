package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;

/** The terminator comes, and is the last event. Of what comes after it only the first is told. */
final class TerminatorRule {
  private final String terminator;
  private @Nullable Integer seen;
  private boolean reported;

  TerminatorRule(String terminator) {
    this.terminator = terminator;
  }

  /**
   * Takes the next event, terminator or not; true where it is none that chunks should be read of.
   */
  boolean event(int index, String data, StreamRule.Report report) {
    if (seen != null) {
      if (!reported) {
        reported = true;
        report.inEvent(
            index,
            "stream.terminator",
            Severity.VIOLATION,
            "",
            "expected nothing after the terminator %s, which is event %d"
                .formatted(terminator, seen));
      }
      return true;
    }
    if (accepts(data)) {
      seen = index;
      return true;
    }
    return false;
  }

  /** Whether the terminator came. */
  boolean hasCome() {
    return seen != null;
  }

  boolean accepts(String data) {
    return data.strip().equals(terminator);
  }

  void end(StreamRule.Report report) {
    if (seen == null) {
      report.inStream(
          "stream.terminator",
          Severity.VIOLATION,
          "",
          "expected the terminator %s as the last event; the stream ended without it"
              .formatted(terminator));
    }
  }
}
