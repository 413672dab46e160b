package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.stream.StreamRule.Fault;
import dev.concordat.conformance.verdict.Severity;
import tools.jackson.databind.JsonNode;

/**
 * A place in a chunk.
 *
 * @param isGuess whether it cannot be told what it is a piece of
 */
record SumPlace(Chunk chunk, InstancePath path, StreamRule.Report report, boolean isGuess) {
  /** Takes that a member of it changed which does not add up. */
  void changed(String name, JsonNode before, JsonNode value, Severity severity) {
    if (isGuess) {
      return;
    }
    String message =
        "expected %s to stay %s, as it does not add up; found %s"
            .formatted(name, Explanation.shown(before), Explanation.shown(value));
    String pointer = path.property(name).toString();
    report.inEvent(chunk.event(), new Fault("stream.sum", severity, pointer, "", message));
  }

  /** Whether a member of it contradicts the schema of a chunk, which was said. */
  boolean isWrong(String name) {
    return !chunk.wrong().isEmpty() && chunk.wrong().contains(path.property(name).toString());
  }

  SumPlace member(String name) {
    return new SumPlace(chunk, path.property(name), report, isGuess);
  }

  /** An element, of which its key may be wrong, so that another may be meant. */
  SumPlace element(int index, String key) {
    InstancePath element = path.index(index);
    boolean isWrong =
        !chunk.wrong().isEmpty() && chunk.wrong().contains(element.property(key).toString());
    return new SumPlace(chunk, element, report, isGuess || isWrong);
  }
}
