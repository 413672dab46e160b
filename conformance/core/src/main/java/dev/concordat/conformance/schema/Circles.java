package dev.concordat.conformance.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds schemas that apply to a value only if they apply to that very value. They say nothing, and
 * whoever follows them never comes to an end.
 */
final class Circles {
  private Circles() {}

  /**
   * Refuses such schemas. Those that nothing leads back to are taken away until none or only
   * circles are left.
   *
   * @throws SchemaGraph.SchemaException where there is one
   */
  static void refuse(Collection<SchemaNode> nodes) {
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
    left.stream()
        .filter(node -> appliedWith(node).stream().anyMatch(left::contains))
        .min(Comparator.comparing(SchemaNode::pointer))
        .ifPresent(
            node -> {
              throw new SchemaGraph.SchemaException(
                  node.pointer(), "the schema leads back to itself without going into the value");
            });
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
