package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds schemas that apply to a value only if they apply to that very value. They say nothing, and
 * whoever follows them never comes to an end.
 */
final class Circles {
  // In a larger circle, one that it leads to is taken for a part of it.
  private static final int MAX_COMPARED = 500;

  private Circles() {}

  /**
   * One schema of each such circle. Those that nothing leads back to are taken away until none or
   * only circles are left.
   */
  static List<SchemaNode> find(Collection<SchemaNode> nodes) {
    Set<SchemaNode> left = new LinkedHashSet<>(nodes);
    Map<SchemaNode, Integer> leadingHere = new HashMap<>();
    left.forEach(node -> appliedWith(node).forEach(to -> leadingHere.merge(to, 1, Integer::sum)));
    Deque<SchemaNode> free = new ArrayDeque<>();
    left.stream().filter(node -> !leadingHere.containsKey(node)).forEach(free::add);
    for (SchemaNode node = free.poll(); node != null; node = free.poll()) {
      left.remove(node);
      for (SchemaNode to : appliedWith(node)) {
        if (leadingHere.merge(to, -1, Integer::sum) == 0) {
          free.add(to);
        }
      }
    }
    List<SchemaNode> found = new ArrayList<>();
    Set<SchemaNode> told = new HashSet<>();
    for (SchemaNode node :
        left.stream().sorted(Comparator.comparing(SchemaNode::pointer)).toList()) {
      if (!told.contains(node)) {
        Set<SchemaNode> ahead = ahead(node);
        if (ahead.contains(node)) {
          found.add(node);
          ahead.stream()
              .filter(other -> ahead.size() > MAX_COMPARED || ahead(other).contains(node))
              .forEach(told::add);
        }
      }
    }
    return found;
  }

  private static Set<SchemaNode> ahead(SchemaNode node) {
    Set<SchemaNode> ahead = new HashSet<>();
    Deque<SchemaNode> open = new ArrayDeque<>(appliedWith(node));
    for (SchemaNode next = open.poll(); next != null; next = open.poll()) {
      if (ahead.add(next)) {
        open.addAll(appliedWith(next));
      }
    }
    return ahead;
  }

  private static List<SchemaNode> appliedWith(SchemaNode node) {
    List<SchemaNode> applied = new ArrayList<>(node.alsoApply());
    Union union = node.union();
    if (union != null) {
      applied.addAll(union.branches());
    }
    return applied;
  }
}
