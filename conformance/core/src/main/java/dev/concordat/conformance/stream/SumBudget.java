package dev.concordat.conformance.stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How much a sum may hold, so that a stream cannot take all memory. */
final class SumBudget {
  private static final int MAX_TEXT = 8 << 20;
  private static final int MAX_NODES = 1_000_000;

  /** What a part costs beside what is in it: its maps. */
  private static final int PART = 50;

  /** What a member costs beside its value: its entry in a map. */
  private static final int MEMBER = 4;

  /** What an object or array costs, empty as it may be. */
  private static final int CONTAINER = 4;

  private long text;
  private long nodes;

  /** A new part, which is paid for. */
  SumPart part() {
    nodes += PART;
    return new SumPart();
  }

  /** Pays for the name of a member that is kept. */
  void name(String name) {
    text += name.length();
    nodes += MEMBER;
  }

  /** Pays for a text that is appended to one that is kept. */
  void text(String appended) {
    text += appended.length();
  }

  /** Pays for a value that is kept, in place of another or of none. */
  void replace(@Nullable JsonNode before, JsonNode value) {
    if (before != null) {
      count(before, -1);
    }
    count(value, 1);
  }

  /** Whether there is more than may be held. */
  boolean isSpent() {
    return text > MAX_TEXT || nodes > MAX_NODES;
  }

  // As deep as the value, whose depth the JSON parser bounds.
  private void count(JsonNode value, int sign) {
    if (value.isString()) {
      text += (long) sign * value.stringValue().length();
    }
    nodes += (long) sign * (value.isContainer() ? CONTAINER : 1);
    value.propertyNames().forEach(name -> text += (long) sign * name.length());
    value.forEach(element -> count(element, sign));
  }
}
