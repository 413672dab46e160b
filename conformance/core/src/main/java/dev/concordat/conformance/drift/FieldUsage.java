package dev.concordat.conformance.drift;

import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** How objects of one schema use the fields that it describes. */
final class FieldUsage {
  private final SchemaNode schema;
  private final boolean isCondition;
  private final List<JsonNode> knownValues;
  private final Map<String, Long> present = new LinkedHashMap<>();
  private final Set<String> parts = new TreeSet<>();
  private long objects;

  FieldUsage(SchemaNode schema) {
    this.schema = schema;
    this.isCondition = schema.isCondition();
    this.knownValues = schema.knownValues();
    schema.properties().keySet().forEach(name -> present.put(name, 0L));
  }

  SchemaNode schema() {
    return schema;
  }

  long objects() {
    return objects;
  }

  boolean isUnknown(JsonNode value) {
    return !knownValues.isEmpty() && !knownValues.contains(value);
  }

  /** Counts an object, in a part of an operation. */
  void add(JsonNode object, String part) {
    objects++;
    parts.add(part);
    present.replaceAll((name, count) -> object.has(name) ? count + 1 : count);
  }

  /** Takes what was counted in a part of the run. */
  void add(FieldUsage part) {
    objects += part.objects;
    parts.addAll(part.parts);
    part.present.forEach((name, count) -> present.merge(name, count, Long::sum));
  }

  List<Drift.Unseen> unseen() {
    List<Drift.Unseen> unseen = new ArrayList<>();
    if (objects > 0 && !isCondition) {
      present.forEach(
          (name, count) -> {
            if (count == 0) {
              unseen.add(new Drift.Unseen(schema.pointer(), name, objects));
            }
          });
    }
    return unseen;
  }

  /**
   * The fields that no object lacked and that are not required.
   *
   * @param requiredAround what other schemas require of the same objects
   */
  List<Drift.AlwaysPresent> alwaysPresent(Set<String> requiredAround) {
    List<Drift.AlwaysPresent> always = new ArrayList<>();
    if (objects > 0 && !isCondition) {
      Set<String> required = new HashSet<>(requiredAround);
      collectRequired(schema, required, new HashSet<>());
      present.forEach(
          (name, count) -> {
            if (count == objects && !required.contains(name)) {
              always.add(
                  new Drift.AlwaysPresent(schema.pointer(), name, objects, List.copyOf(parts)));
            }
          });
    }
    return always;
  }

  // What a condition requires is required at times, which a document says on purpose.
  private static void collectRequired(
      SchemaNode schema, Set<String> required, Set<SchemaNode> done) {
    if (done.add(schema)) {
      required.addAll(schema.required());
      schema.alsoApply().forEach(also -> collectRequired(also, required, done));
    }
  }

  /** Tells the schemas that hold beside this one, or as its branches, what this one requires. */
  void tellRequired(Map<SchemaNode, Set<String>> requiredAround) {
    List<SchemaNode> beside = new ArrayList<>(schema.alsoApply());
    Union union = schema.union();
    if (union != null) {
      beside.addAll(union.branches());
    }
    for (SchemaNode other : beside) {
      requiredAround.computeIfAbsent(other, absent -> new HashSet<>()).addAll(schema.required());
    }
  }
}
