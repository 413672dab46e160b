package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.language.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that names and paths of an extension lead somewhere in the schemas that they are about.
 * Where there is no schema, or one that allows anything, a path may lead anywhere.
 */
final class PathChecks {
  private final Draft draft;
  private final String of;
  private final List<SchemaNode> roots;
  private final String before;
  private final Set<String> undescribed;

  /**
   * Checks of paths.
   *
   * @param of what messages call what the paths are of
   * @param roots the schemas of which one has to describe a path
   * @param before the path from the roots at which all paths begin; empty for the roots themselves
   * @param undescribed the paths that are said to be described nowhere
   */
  private PathChecks(
      Draft draft, String of, List<SchemaNode> roots, String before, Set<String> undescribed) {
    this.draft = draft;
    this.of = of;
    this.roots = roots;
    this.before = before;
    this.undescribed = undescribed;
  }

  /**
   * Checks of paths.
   *
   * @param of what messages call what the paths are of
   * @param roots the schemas of which one has to describe a path; null for one that is none
   * @param extension says itself of which paths it knows that no schema describes them
   */
  static PathChecks of(
      Draft draft, String of, Stream<@Nullable SchemaNode> roots, Found extension) {
    Set<String> undescribed = new HashSet<>();
    extension.json().path("undescribed").forEach(path -> undescribed.add(path.asString("")));
    return new PathChecks(
        draft, of, roots.filter(Objects::nonNull).toList(), "", Set.copyOf(undescribed));
  }

  /** The same, where paths begin at a member. */
  PathChecks in(String what, String path) {
    return new PathChecks(draft, what, roots, joined(before, path), undescribed);
  }

  boolean leads(String path) {
    return roots.isEmpty()
        || undescribed.contains(path)
        || roots.stream().anyMatch(root -> SchemaPath.mayLead(root, joined(before, path)));
  }

  /** Checks a path that is the value at a place. */
  void value(Found path) {
    path(path, path.json().asString(""));
  }

  /** Checks the paths in a list. */
  void values(Found list) {
    for (int i = 0; list.json().isArray() && i < list.json().size(); i++) {
      value(new Found(list.at().appendIndex(i), list.json().get(i)));
    }
  }

  /** Checks the paths that are the names of members. */
  void names(Found object) {
    for (String name : object.json().propertyNames()) {
      path(object.in(name), name);
    }
  }

  /** Checks a text that is to be one of the values at the end of a path, if they are listed. */
  void listed(Found value, String path) {
    Set<String> known = new TreeSet<>();
    for (SchemaNode root : roots) {
      for (SchemaNode end : SchemaPath.follow(root, joined(before, path))) {
        Stream.concat(end.values().stream(), end.knownValues().stream())
            .forEach(each -> known.add(each.asString("")));
      }
    }
    String text = value.json().asString("");
    if (!text.isEmpty() && !known.isEmpty() && !known.contains(text)) {
      draft.wrong(
          value,
          "%s: '%s' is none of the values of %s; %s"
              .formatted(where(value), text, path, Nearest.hint(text, known)));
    }
  }

  /** Checks a path that something at a place names. */
  void path(Found at, String path) {
    either(at, path, List.of(this));
  }

  /** Checks a path of which one of several kinds has to have it. */
  static void either(Found at, String path, List<PathChecks> kinds) {
    if (path.isEmpty() || kinds.stream().anyMatch(kind -> kind.leads(path))) {
      return;
    }
    Set<String> known = new TreeSet<>();
    List<String> of = new ArrayList<>();
    for (PathChecks kind : kinds) {
      of.add(kind.of);
      kind.roots.forEach(
          root -> known.addAll(SchemaPath.namesBeside(root, joined(kind.before, path))));
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    kinds
        .get(0)
        .draft
        .wrong(
            at,
            "%s: there is no '%s' in %s; %s"
                .formatted(
                    where(at),
                    path,
                    String.join(" or ", of),
                    known.isEmpty() ? "nothing is described there" : Nearest.hint(last, known)));
  }

  // As people write it: x-event-stream/sum/append.
  private static String where(Found at) {
    String text = at.at().toString();
    int extension = text.lastIndexOf("/x-");
    return text.substring(extension + 1).replaceFirst("/\\d+$", "").replace("~1", "/");
  }

  private static String joined(String before, String path) {
    return before.isEmpty() ? path : path.isEmpty() ? before : before + "/" + path;
  }
}
