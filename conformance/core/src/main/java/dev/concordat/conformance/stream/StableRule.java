package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What is said to stay the same has one value in all chunks that have it. Another value that stays
 * is told once, where it begins.
 */
final class StableRule implements StreamRule {
  private final List<JsonPointer> members;
  private final Map<JsonPointer, JsonNode> first = new HashMap<>();
  private final Map<JsonPointer, JsonNode> other = new HashMap<>();

  StableRule(List<String> members) {
    this.members = members.stream().map(member -> JsonPointer.compile("/" + member)).toList();
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    for (JsonPointer member : members) {
      JsonNode value = chunk.at(member);
      JsonNode before = value.isMissingNode() ? null : first.putIfAbsent(member, value);
      if (before != null && !before.equals(value) && !value.equals(other.put(member, value))) {
        report.inEvent(
            index,
            "stream.stable",
            Severity.VIOLATION,
            member.toString(),
            "expected %s, as in the chunks before; found %s"
                .formatted(Explanation.shown(before), Explanation.shown(value)));
      }
    }
  }
}
