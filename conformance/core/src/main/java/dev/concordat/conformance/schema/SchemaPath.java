package dev.concordat.conformance.schema;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Follows names of properties through schemas; the items of a list need no name. */
public final class SchemaPath {
  private SchemaPath() {}

  /**
   * The schemas that describe the value at the end of a path; empty where none does.
   *
   * @param path the names of properties, with slashes between them
   */
  public static Set<SchemaNode> follow(SchemaNode schema, String path) {
    Set<SchemaNode> at = expanded(Set.of(schema));
    for (String name : path.split("/", -1)) {
      Set<SchemaNode> inside = new LinkedHashSet<>();
      for (SchemaNode owner : at) {
        SchemaNode property = owner.properties.get(name);
        if (property != null) {
          inside.add(property);
        }
      }
      at = expanded(inside);
    }
    return at;
  }

  /**
   * Whether there may be a value at the end of a path: a schema describes one there, or says on the
   * way that there may be whatever there is.
   */
  public static boolean mayLead(SchemaNode schema, String path) {
    Set<SchemaNode> at = expanded(Set.of(schema));
    for (String name : path.split("/", -1)) {
      if (at.stream().anyMatch(each -> each.freeForm || each.isAnything())) {
        return true;
      }
      at = expanded(possible(at, name));
    }
    return !at.isEmpty();
  }

  /** The names that are described where the path without its last name leads, sorted. */
  public static Set<String> namesBeside(SchemaNode schema, String path) {
    int end = path.lastIndexOf('/');
    Set<SchemaNode> at =
        end < 0 ? expanded(Set.of(schema)) : follow(schema, path.substring(0, end));
    Set<String> names = new TreeSet<>();
    at.forEach(each -> names.addAll(each.properties.keySet()));
    return names;
  }

  private static Set<SchemaNode> possible(Set<SchemaNode> owners, String name) {
    Set<SchemaNode> possible = new LinkedHashSet<>();
    for (SchemaNode owner : owners) {
      SchemaNode property = owner.property(name);
      if (property != null) {
        possible.add(property);
      } else if (owner.additionalProperties != null) {
        possible.add(owner.additionalProperties);
      }
    }
    return possible;
  }

  private static Set<SchemaNode> expanded(Set<SchemaNode> schemas) {
    Set<SchemaNode> expanded = new LinkedHashSet<>();
    schemas.forEach(schema -> expand(schema, expanded));
    return expanded;
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
      schema.prefixItems.forEach(item -> expand(item, into));
    }
  }
}
