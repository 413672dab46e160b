package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How much work is spent on validating. A step is a keyword that is held against a value; a keyword
 * that goes through a list, of its own or of the value, costs a step for each item. What may be
 * spent grows with the values that are validated, so that it is enough for any schema whose work
 * does, and is soon used up by one whose work doubles with each level.
 */
final class StepBudget {
  /** What may be spent on the smallest value. */
  static final long BASE = 200_000;

  /** What may be spent on each value more. */
  static final long PER_VALUE = 100;

  private static final int MAX_UNMEASURED = 16;

  private final List<JsonNode> unmeasured = new ArrayList<>();
  private long left = BASE;
  private long spent;

  /** More was asked for than is left. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpentException(String message) {
      super(message, null, false, false);
    }
  }

  /** Notes that this value is validated too. Of very many it holds none for long. */
  void allowFor(JsonNode value) {
    if (unmeasured.size() >= MAX_UNMEASURED) {
      measure();
    }
    unmeasured.add(value);
  }

  /** How many steps were spent. */
  long spent() {
    return spent;
  }

  /**
   * Takes steps.
   *
   * @throws SpentException where there are not so many left
   */
  void spend(long steps) {
    spent += steps;
    left -= steps;
    if (left >= 0) {
      return;
    }
    measure();
    if (left < 0) {
      throw new SpentException(
          "it takes more than %d steps, which is more than its size explains"
              .formatted(spent + left));
    }
  }

  // Most values never come near their budget, and are not gone through to be measured.
  private void measure() {
    unmeasured.forEach(value -> left += PER_VALUE * sizeOf(value));
    unmeasured.clear();
  }

  /** How many values there are in a value, itself included. */
  static long sizeOf(JsonNode value) {
    if (!value.isContainer()) {
      return 1;
    }
    long size = 0;
    Deque<JsonNode> open = new ArrayDeque<>(List.of(value));
    for (JsonNode next = open.poll(); next != null; next = open.poll()) {
      size++;
      next.forEach(open::push);
    }
    return size;
  }
}
