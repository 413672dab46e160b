package dev.concordat.conformance.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A {@code oneOf} or {@code anyOf} that tells which of its branches a value means: by the value of
 * the discriminator, else by the JSON type, else by a constant property, else by the properties
 * that a branch requires.
 */
public final class Union {
  private final SchemaNode owner;
  private final String keyword;
  private final List<SchemaNode> branches;
  private final @Nullable String discriminator;
  private final Map<String, SchemaNode> mapping;
  private List<Necessities> necessities = List.of();

  Union(
      SchemaNode owner,
      String keyword,
      List<SchemaNode> branches,
      @Nullable String discriminator,
      Map<String, SchemaNode> mapping) {
    this.owner = owner;
    this.keyword = keyword;
    this.branches = List.copyOf(branches);
    this.discriminator = discriminator;
    this.mapping = Collections.unmodifiableMap(new LinkedHashMap<>(mapping));
  }

  /** Notes what the branches cannot do without, once the whole graph is there. */
  void seal(Necessities.Finder finder) {
    necessities = branches.stream().map(finder::of).toList();
  }

  /**
   * The indices of the branches that may take the value; any other certainly contradicts it.
   * Neither a discriminator nor a property that only one branch describes is certain.
   */
  List<Integer> open(JsonNode value) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      if (necessities.get(i).areIn(value)) {
        open.add(i);
      }
    }
    return open;
  }

  /** Which branch a value means, whether or not it satisfies that branch. */
  public sealed interface Choice {
    /** The one branch. */
    record One(SchemaNode branch) implements Choice {}

    /** Branches that only their constraints tell apart. */
    record Several(List<SchemaNode> branches) implements Choice {}

    /** No branch has this type; {@code types} are those that the branches have. */
    record WrongType(Set<JsonType> types) implements Choice {}

    /** The discriminator is absent or no text. */
    record Untold(String property) implements Choice {}

    /** The discriminator has a value that no branch has. */
    record Unknown(String property, Set<String> known) implements Choice {}
  }

  /** The schema that this union is a part of. */
  public SchemaNode owner() {
    return owner;
  }

  /** {@code oneOf} or {@code anyOf}. */
  public String keyword() {
    return keyword;
  }

  /** The branches in the order of the document, references resolved. */
  public List<SchemaNode> branches() {
    return branches;
  }

  /** The property that tells the branches apart, or null where there is none. */
  public @Nullable String discriminator() {
    return discriminator;
  }

  /** The branches by the values of the discriminator, empty where there is none. */
  public Map<String, SchemaNode> mapping() {
    return mapping;
  }

  /** Tells which branch the value means. */
  public Choice choose(JsonNode value) {
    List<SchemaNode> candidates = new ArrayList<>();
    JsonType type = JsonType.of(value);
    for (int i = 0; i < branches.size(); i++) {
      if (necessities.get(i).types().contains(type)) {
        candidates.add(branches.get(i));
      }
    }
    if (candidates.isEmpty()) {
      return new Choice.WrongType(types());
    }
    if (discriminator != null && value.isObject()) {
      return byDiscriminator(discriminator, value.get(discriminator));
    }
    if (candidates.size() > 1 && value.isObject()) {
      candidates = byRequired(byConstants(candidates, value), value);
    }
    return candidates.size() == 1
        ? new Choice.One(candidates.get(0))
        : new Choice.Several(List.copyOf(candidates));
  }

  private Choice byDiscriminator(String property, @Nullable JsonNode told) {
    if (told == null || !told.isString()) {
      return new Choice.Untold(property);
    }
    SchemaNode branch = mapping.get(told.stringValue());
    return branch == null ? new Choice.Unknown(property, mapping.keySet()) : new Choice.One(branch);
  }

  private static List<SchemaNode> byConstants(List<SchemaNode> candidates, JsonNode value) {
    List<SchemaNode> left = new ArrayList<>();
    for (SchemaNode candidate : candidates) {
      boolean contradicted =
          candidate.properties().entrySet().stream()
              .anyMatch(
                  property -> {
                    JsonNode constant = property.getValue().json().get("const");
                    JsonNode found = value.get(property.getKey());
                    return constant != null && found != null && !constant.equals(found);
                  });
      if (!contradicted) {
        left.add(candidate);
      }
    }
    return left.isEmpty() ? candidates : left;
  }

  private static List<SchemaNode> byRequired(List<SchemaNode> candidates, JsonNode value) {
    List<SchemaNode> left =
        candidates.stream()
            .filter(candidate -> candidate.required().stream().allMatch(value::has))
            .toList();
    return left.isEmpty() ? candidates : left;
  }

  // Where a number may have a fraction, it may be without one.
  private Set<JsonType> types() {
    Set<JsonType> types = new TreeSet<>();
    necessities.forEach(each -> types.addAll(each.types()));
    if (types.contains(JsonType.NUMBER)) {
      types.remove(JsonType.INTEGER);
    }
    return types;
  }
}
