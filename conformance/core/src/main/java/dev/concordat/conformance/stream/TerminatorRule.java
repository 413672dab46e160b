package dev.concordat.conformance.stream;

import dev.concordat.conformance.stream.StreamRule.Fault;
import org.jspecify.annotations.Nullable;

/** The terminator comes, and is the last event. Of what comes after it only the first is told. */
final class TerminatorRule {
  private static final String RULE = "stream.terminator";

  private final String terminator;
  private @Nullable Integer seen;
  private boolean reported;
  private boolean lost;

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
        String message = "expected nothing after the terminator %s, which is event %d";
        report.inEvent(index, Fault.violation(RULE, "", "", message.formatted(terminator, seen)));
      }
      return true;
    }
    if (accepts(data)) {
      seen = index;
      return true;
    }
    return false;
  }

  /** Takes that the terminator came where clients do not see it, which was told. */
  void lost() {
    lost = true;
  }

  /** Whether the terminator came. */
  boolean hasCome() {
    return seen != null;
  }

  /** Whether it is still to come, and cannot be an object. */
  boolean isAwaited() {
    return seen == null && !terminator.startsWith("{");
  }

  boolean accepts(String data) {
    return data.strip().equals(terminator);
  }

  void end(StreamRule.Report report) {
    if (seen == null && !lost) {
      String message = "expected the terminator %s as the last event; the stream ended without it";
      report.inStream(Fault.violation(RULE, "", "", message.formatted(terminator)));
    }
  }
}
