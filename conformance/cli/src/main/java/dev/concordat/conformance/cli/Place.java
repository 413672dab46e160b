package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.RuleCatalogue;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.language.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a rule finds something, as people write it. A member that is null stands for all; {@code *}
 * stands in a rule for any text, in a part or pointer for one step.
 *
 * @param part such as {@code response.body} or {@code response.stream[*]}
 * @param pointer a JSON pointer inside the part, empty for the part as a whole
 * @param subject what the mistake is about, such as the property that is missing
 */
record Place(
    Glob rule,
    @Nullable String provider,
    @Nullable String operation,
    @Nullable Glob part,
    @Nullable Glob pointer,
    @Nullable String subject) {
  /** The place that an entry of a file names. */
  static Place of(JsonNode json) {
    return new Place(
        Glob.of(json.path("rule").asString()),
        text(json, "provider"),
        text(json, "operation"),
        json.has("part") ? Glob.ofPlace(json.path("part").asString()) : null,
        json.has("pointer") ? Glob.ofPlace(json.path("pointer").asString()) : null,
        text(json, "subject"));
  }

  /** What is wrong with the rule of an entry; null where there is such a rule. */
  @Nullable String unknownRule() {
    List<String> ids = RuleCatalogue.all().stream().map(RuleCatalogue.Entry::id).toList();
    if (ids.stream().anyMatch(rule::matches)) {
      return null;
    }
    String near = Nearest.of(rule.text(), ids);
    return "there is no rule '%s'%s"
        .formatted(
            rule.text(),
            near == null
                ? "; concordat explain lists them"
                : "; did you mean '%s'?".formatted(near));
  }

  boolean matches(Finding finding, Judgement judgement) {
    return rule.matches(finding.rule())
        && (provider == null || provider.equals(judgement.provider()))
        && (operation == null || operation.equals(judgement.operation()))
        && (part == null || part.matches(finding.part()))
        && (pointer == null || pointer.matches(finding.pointer()))
        && (subject == null || subject.equals(finding.subject()));
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isString() ? json.path(name).stringValue() : null;
  }
}
