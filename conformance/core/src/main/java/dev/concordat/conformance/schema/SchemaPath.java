package dev.concordat.conformance.schema;

import java.util.LinkedHashSet;
import java.util.Set;

/** Follows names of properties through schemas; the items of a list need no name. */
public final class SchemaPath {
  private SchemaPath() {}

  /**
   * The schemas that describe the value at the end of a path; empty where none does.
   *
   * @param path the names of properties, with slashes between them
   */
  public static Set<SchemaNode> follow(SchemaNode schema, String path) {
    Set<SchemaNode> at = new LinkedHashSet<>();
    expand(schema, at);
    for (String name : path.split("/", -1)) {
      Set<SchemaNode> inside = new LinkedHashSet<>();
      for (SchemaNode owner : at) {
        SchemaNode property = owner.properties().get(name);
        if (property != null) {
          expand(property, inside);
        }
      }
      at = inside;
    }
    return at;
  }

  private static void expand(SchemaNode schema, Set<SchemaNode> into) {
    if (into.add(schema)) {
      schema.alsoApply().forEach(also -> expand(also, into));
      Union union = schema.union();
      if (union != null) {
        union.branches().forEach(branch -> expand(branch, into));
      }
      if (schema.items() != null) {
        expand(schema.items(), into);
      }
    }
  }
}
