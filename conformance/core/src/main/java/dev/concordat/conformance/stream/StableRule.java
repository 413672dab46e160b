package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is said to stay the same has one value in all chunks that have it. Another value that stays
 * is told once, where it begins.
 */
final class StableRule implements StreamRule {
  private final List<String> members;
  private final Function<String, @Nullable String> excuses;
  private final Map<String, JsonNode> first = new HashMap<>();
  private final Map<String, JsonNode> other = new HashMap<>();

  StableRule(List<String> members, Function<String, @Nullable String> excuses) {
    this.members = members;
    this.excuses = excuses;
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    for (String member : members) {
      JsonNode value = chunk.at("/" + member);
      JsonNode before = value.isMissingNode() ? null : first.putIfAbsent(member, value);
      if (before != null && !before.equals(value) && !value.equals(other.put(member, value))) {
        String excuse = excuses.apply(member);
        report.inEvent(
            index,
            "stream.stable",
            excuse == null ? Severity.VIOLATION : Severity.DRIFT,
            "/" + member,
            "expected %s, as in the chunks before; found %s%s"
                .formatted(
                    Explanation.shown(before),
                    Explanation.shown(value),
                    excuse == null ? "" : "; servers do this (%s)".formatted(excuse)));
      }
    }
  }
}
