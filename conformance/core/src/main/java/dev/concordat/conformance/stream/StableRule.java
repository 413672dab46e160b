package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is said to stay the same has one value in all chunks that have it. */
final class StableRule implements StreamRule {
  private final List<String> members;
  private final Map<String, JsonNode> first = new HashMap<>();

  StableRule(List<String> members) {
    this.members = members;
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    for (String member : members) {
      JsonNode value = chunk.get(member);
      JsonNode before = value == null ? null : first.putIfAbsent(member, value);
      if (before != null && !before.equals(value)) {
        report.inEvent(
            index,
            "stream.stable",
            Severity.VIOLATION,
            "/" + member,
            "expected %s, as in the chunks before; found %s"
                .formatted(Explanation.shown(before), Explanation.shown(value)));
      }
    }
  }
}
