package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What follows from a kind that is none of those described, and from what nothing follows. */
final class OtherKindTests {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static OtherKind of(String keyword, JsonNode expected, JsonNode found, boolean isHabit) {
    Problem problem =
        new Problem(
            keyword, "/tools/0/type", "#/components/schemas/Tool", expected, found, null, 1);
    return OtherKind.of(List.of(problem), one -> isHabit);
  }

  private static JsonNode text(String text) {
    return NODES.stringNode(text);
  }

  @Test
  void theMembersThatAreNamedAfterBothKindsFollow() {
    for (OtherKind kind :
        List.of(
            of("const", text("function"), text("custom"), false),
            of("enum", NODES.arrayNode().add("function"), text("custom"), false))) {
      assertThat(kind.lacks("/tools/0/function")).isTrue();
      assertThat(kind.has("/tools/0/custom")).isTrue();
      assertThat(kind.lacks("/tools/0/custom")).isFalse();
      assertThat(kind.has("/tools/0/function")).isFalse();
      assertThat(kind.lacks("/tools/1/function")).isFalse();
    }
  }

  @Test
  void fromAnyOtherMistakeNothingFollows() {
    for (OtherKind kind :
        List.of(
            of("const", text("function"), text("custom"), true),
            of("enum", NODES.arrayNode().add("function").add("mcp"), text("custom"), false),
            of("type", text("function"), text("custom"), false),
            of("const", text("function"), NODES.numberNode(1), false),
            of("const", NODES.numberNode(1), text("custom"), false))) {
      assertThat(kind.lacks("/tools/0/function")).isFalse();
      assertThat(kind.has("/tools/0/custom")).isFalse();
    }
  }
}
