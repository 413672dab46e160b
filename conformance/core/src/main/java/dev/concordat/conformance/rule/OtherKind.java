package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What follows from an object's kind that is none of those described, as of {@code {"type":
 * "custom", "custom": {…}}} where the type is {@code function}: the member that is named after the
 * kind that was expected is missing, and the one of the other kind stands in its place. Both are
 * said by what the finding of the kind shows.
 */
final class OtherKind {
  private final Set<String> missing = new HashSet<>();
  private final Set<String> instead = new HashSet<>();

  private OtherKind() {}

  /**
   * What follows from the kinds among mistakes.
   *
   * @param isHabit whether a mistake is a habit of servers, from which nothing follows
   */
  static OtherKind of(List<Problem> problems, Predicate<Problem> isHabit) {
    OtherKind otherKind = new OtherKind();
    problems.forEach(problem -> otherKind.add(problem, isHabit));
    return otherKind;
  }

  private void add(Problem problem, Predicate<Problem> isHabit) {
    JsonNode expected = problem.expected();
    if (problem.keyword().equals("enum") && expected.size() == 1) {
      expected = expected.get(0);
    } else if (!problem.keyword().equals("const")) {
      return;
    }
    if (expected.isString() && problem.found().isString() && !isHabit.test(problem)) {
      String pointer = problem.pointer();
      String object = pointer.substring(0, pointer.lastIndexOf('/') + 1);
      missing.add(object + expected.stringValue());
      instead.add(object + problem.found().stringValue());
    }
  }

  /** Whether the member at this place is missing as its object is of another kind. */
  boolean lacks(String pointer) {
    return missing.contains(pointer);
  }

  /** Whether the member at this place is there as its object is of another kind. */
  boolean has(String pointer) {
    return instead.contains(pointer);
  }
}
