package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.stream.StreamRule.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The terminator comes, and is the last event. Of what comes after it only the first is told. */
final class TerminatorRule {
  private static final String RULE = "stream.terminator";

  private static final int MAX_AROUND = 16;

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
    if (isMisspelt(data)) {
      seen = index;
      String message = "expected the terminator %s; found %s";
      String found = Explanation.shown(JsonNodeFactory.instance.stringNode(data));
      report.inEvent(
          index, Fault.violation(RULE, "", "misspelt", message.formatted(terminator, found)));
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

  // In letters of another case, or as a text of JSON.
  private boolean isMisspelt(String data) {
    int length = terminator.length();
    return data.length() <= length + MAX_AROUND
        && data.strip().replaceAll("^\"|\"$", "").strip().equalsIgnoreCase(terminator);
  }

  /** Whether it is the last line of what came as one event, which lacks the lines between them. */
  boolean isLastLine(String data) {
    return accepts(data.substring(data.lastIndexOf('\n') + 1));
  }

  /** Whether nothing came that was meant for it. */
  boolean isMissing() {
    return seen == null && !lost;
  }

  /**
   * Takes that the stream ended without it.
   *
   * @param open what was not at its end by then, as the end of the message
   */
  void missed(StreamRule.Report report, String open) {
    String message = "expected the terminator %s as the last event; the stream ended without it%s";
    report.inStream(Fault.violation(RULE, "", "", message.formatted(terminator, open)));
  }
}
