package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What is said to stay the same has one value in all chunks that have it. Another value that stays
 * is told once, where it begins, and all members that differ in one chunk are told together. Which
 * of the first two chunks is the odd one is for the third to say.
 */
final class StableRule implements StreamRule {
  private static final String RULE = "stream.stable";

  private final List<String> members;
  private final Map<String, JsonPointer> pointers = new HashMap<>();
  private final Function<String, @Nullable String> excuses;
  private final Map<String, JsonNode> expected = new HashMap<>();
  private final Map<String, JsonNode> other = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private @Nullable Chunk first;
  private @Nullable Chunk second;
  private boolean begun;

  /**
   * A rule.
   *
   * @param members what stays the same
   * @param excuses tells of a member what excuses that it changes, or null
   */
  StableRule(List<String> members, Function<String, @Nullable String> excuses) {
    this.members = members;
    this.excuses = excuses;
    members.forEach(member -> pointers.put(member, JsonPointer.compile("/" + member)));
  }

  @Override
  public void chunk(Chunk chunk, Report report) {
    if (!begun) {
      begun = true;
      first = chunk;
      expected.putAll(values(chunk));
      return;
    }
    if (first != null && second == null && !differing(chunk).isEmpty()) {
      second = chunk;
      return;
    }
    settle(chunk, report);
    if (!isAsExpected(chunk)) {
      compare(chunk, "before", report);
    }
  }

  // Each member has the value that it is to have, as in nearly all chunks.
  private boolean isAsExpected(Chunk chunk) {
    for (String member : members) {
      JsonNode wanted = expected.get(member);
      JsonNode value = value(chunk, member);
      if (wanted == null
          ? !value.isMissingNode()
          : !value.isMissingNode() && !JsonType.areEqual(value, wanted)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void last(Report report) {
    settle(null, report);
  }

  // Of the first two chunks the one that the third is not like is the odd one.
  private void settle(@Nullable Chunk third, Report report) {
    Chunk one = first;
    Chunk two = second;
    first = null;
    second = null;
    if (one == null || two == null) {
      return;
    }
    List<String> differing = differing(two);
    if (third != null && differing.stream().anyMatch(name -> isLike(third, two, name))) {
      expected.putAll(values(two));
      compare(one, "after", report);
    } else {
      compare(two, "before", report);
    }
  }

  private boolean isLike(Chunk one, Chunk other, String member) {
    JsonNode value = value(one, member);
    return !value.isMissingNode() && JsonType.areEqual(value, value(other, member));
  }

  private void compare(Chunk chunk, String others, Report report) {
    Map<String, List<String>> bySubject = new LinkedHashMap<>();
    List<String> untold = new ArrayList<>();
    List<String> excused = new ArrayList<>();
    for (String member : differing(chunk)) {
      JsonNode value = value(chunk, member);
      String subject = told.get(member);
      if (value.equals(other.put(member, value)) || chunk.wrong().contains("/" + member)) {
        continue;
      }
      if (subject != null) {
        bySubject.computeIfAbsent(subject, absent -> new ArrayList<>()).add(member);
      } else {
        (excuses.apply(member) == null ? untold : excused).add(member);
      }
    }
    // What is excused belongs to an odd chunk as all else in it, and is told by itself otherwise.
    List<String> together = untold.isEmpty() ? excused : untold;
    if (!together.isEmpty()) {
      String subject = String.join(", ", together);
      together.forEach(member -> told.put(member, subject));
      List<String> named = new ArrayList<>(untold);
      named.addAll(excused);
      bySubject.put(subject, named);
    }
    bySubject.forEach(
        (subject, names) -> report.inEvent(chunk.event(), fault(chunk, names, subject, others)));
    values(chunk).forEach(expected::putIfAbsent);
  }

  private Fault fault(Chunk chunk, List<String> names, String subject, String others) {
    boolean isOne = names.size() == 1;
    String excuse = excuses.apply(names.get(0));
    return new Fault(
        RULE,
        excuse == null ? Severity.VIOLATION : Severity.DRIFT,
        isOne ? "/" + names.get(0) : "",
        subject,
        "expected %s, as in the chunks %s; found %s%s"
            .formatted(
                shown(names, name -> Objects.requireNonNull(expected.get(name))),
                others,
                shown(names, name -> value(chunk, name)),
                excuse == null ? "" : "; servers do this (%s)".formatted(excuse)));
  }

  private static String shown(List<String> names, Function<String, JsonNode> values) {
    return names.stream()
        .map(
            name -> {
              String value = Explanation.shown(values.apply(name));
              return names.size() == 1 ? value : name + " " + value;
            })
        .collect(Collectors.joining(", "));
  }

  private List<String> differing(Chunk chunk) {
    return members.stream()
        .filter(
            member -> {
              JsonNode value = value(chunk, member);
              JsonNode wanted = expected.get(member);
              return wanted != null && !value.isMissingNode() && !JsonType.areEqual(value, wanted);
            })
        .toList();
  }

  private Map<String, JsonNode> values(Chunk chunk) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String member : members) {
      JsonNode value = value(chunk, member);
      if (!value.isMissingNode()) {
        values.put(member, value);
      }
    }
    return values;
  }

  private JsonNode value(Chunk chunk, String member) {
    return member.indexOf('/') < 0
        ? chunk.json().path(member)
        : chunk.json().at(pointers.get(member));
  }
}
