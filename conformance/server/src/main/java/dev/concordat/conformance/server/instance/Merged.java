package dev.concordat.conformance.server.instance;

import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.language.Keyword;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * All schemas that one value has to satisfy, taken together: those that are referred to, those of
 * {@code allOf}, and of each union one branch.
 */
final class Merged {
  private final SchemaGraph graph;
  private final Set<SchemaNode> schemas = new LinkedHashSet<>();
  // What stands in a condition describes properties, and asserts them only sometimes.
  private final Set<SchemaNode> conditional = new LinkedHashSet<>();

  private Merged(SchemaGraph graph) {
    this.graph = graph;
  }

  /**
   * Takes schemas together.
   *
   * @param salt which branches are taken, beside the preferences
   */
  static Merged of(SchemaGraph graph, List<SchemaNode> schemas, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    Merged merged = new Merged(graph);
    for (SchemaNode schema : schemas) {
      merged.add(schema, preferences, salt);
    }
    return merged;
  }

  private void add(SchemaNode schema, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    if (schema.isNothing()) {
      throw new Attempt.ImpossibleException("no value is allowed");
    }
    if (!schemas.add(schema)) {
      return;
    }
    for (Keyword keyword : Keyword.values()) {
      if (schema.has(keyword)) {
        follow(keyword, schema, preferences, salt);
      }
    }
    for (SchemaNode also : schema.alsoApply()) {
      if (!schemas.contains(also)) {
        conditional.add(also);
      }
    }
    Union union = schema.union();
    if (union != null) {
      addBranch(union, preferences, salt);
    }
  }

  // What becomes of each keyword where a value is made.
  private void follow(Keyword keyword, SchemaNode schema, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    switch (keyword) {
      case REF -> addIfKnown(graph.find(schema.keyword(keyword).asString()), preferences, salt);
      case ALL_OF -> {
        for (int i = 0; i < schema.keyword(keyword).size(); i++) {
          addIfKnown(below(schema, keyword, "" + i), preferences, salt);
        }
      }
      // Asked for when the value is made.
      case TYPE, ENUM, CONST -> {}
      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> {}
      case MIN_LENGTH, MAX_LENGTH, PATTERN, FORMAT -> {}
      case MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS, PREFIX_ITEMS, ITEMS -> {}
      case MIN_PROPERTIES, MAX_PROPERTIES, REQUIRED, DEPENDENT_REQUIRED -> {}
      case PROPERTIES, PATTERN_PROPERTIES, ADDITIONAL_PROPERTIES -> {}
      // Taken when all else is known: a branch, and what a condition describes.
      case ONE_OF, ANY_OF, IF, THEN, ELSE, DEPENDENT_SCHEMAS -> {}
      // The engine says whether a value happens to meet it, and other values are tried.
      case NOT, CONTAINS, MIN_CONTAINS, MAX_CONTAINS, PROPERTY_NAMES -> {}
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS, DYNAMIC_REF -> {}
      // Asserts nothing.
      case CONTENT_ENCODING, CONTENT_MEDIA_TYPE, CONTENT_SCHEMA, NULLABLE, DISCRIMINATOR -> {}
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DEFS, DEFINITIONS -> {}
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED, COMMENT -> {}
      case READ_ONLY, WRITE_ONLY, EXTERNAL_DOCS, XML -> {}
    }
  }

  private void addIfKnown(@Nullable SchemaNode schema, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    if (schema != null) {
      add(schema, preferences, salt);
    }
  }

  private void addBranch(Union union, Preferences preferences, int salt)
      throws Attempt.ImpossibleException {
    List<SchemaNode> branches = new ArrayList<>(union.branches());
    branches.removeIf(branch -> branch.types().equals(Set.of(JsonType.NULL)));
    if (branches.isEmpty()) {
      branches.addAll(union.branches());
    }
    // A branch that another schema rules out by its type is none.
    Set<JsonType> types = types();
    branches.removeIf(branch -> !types.isEmpty() && !mayBe(branch.types(), types));
    if (branches.isEmpty()) {
      throw new Attempt.ImpossibleException("no branch of a union is left");
    }
    add(
        branches.get((preferences.pick(branches.size()) + salt) % branches.size()),
        preferences,
        salt);
  }

  private static boolean mayBe(Set<JsonType> some, Set<JsonType> others) {
    return some.isEmpty()
        || some.stream().anyMatch(type -> type.isOneOf(others))
        || others.stream().anyMatch(type -> type.isOneOf(some));
  }

  private @Nullable SchemaNode below(SchemaNode schema, Keyword keyword, String... tokens) {
    JsonPointer pointer = JsonPointer.empty().appendProperty(keyword.text());
    for (String token : tokens) {
      pointer = pointer.appendProperty(token);
    }
    return graph.find(schema.pointer() + pointer);
  }

  /** The values that are in all lists, or null where there is no list. */
  @Nullable List<JsonNode> listed() {
    List<JsonNode> listed = null;
    for (SchemaNode schema : schemas) {
      List<JsonNode> values = schema.values();
      if (!values.isEmpty()) {
        if (listed == null) {
          listed = new ArrayList<>(values);
        } else {
          listed.retainAll(values);
        }
      }
    }
    if (listed != null) {
      return listed;
    }
    for (SchemaNode schema : schemas) {
      if (!schema.knownValues().isEmpty()) {
        return schema.knownValues();
      }
    }
    return null;
  }

  private Set<JsonType> types() {
    Set<JsonType> types = EnumSet.noneOf(JsonType.class);
    boolean isFirst = true;
    for (SchemaNode schema : schemas) {
      if (schema.types().isEmpty()) {
        continue;
      }
      if (isFirst) {
        types.addAll(schema.types());
        isFirst = false;
      } else {
        Set<JsonType> both = EnumSet.noneOf(JsonType.class);
        types.stream().filter(type -> type.isOneOf(schema.types())).forEach(both::add);
        Set<JsonType> before = Set.copyOf(types);
        schema.types().stream().filter(type -> type.isOneOf(before)).forEach(both::add);
        types = both;
      }
    }
    return types;
  }

  /** The type that the value is to have. */
  JsonType type(Preferences preferences) throws Attempt.ImpossibleException {
    boolean isStated = schemas.stream().anyMatch(schema -> !schema.types().isEmpty());
    List<JsonType> types = new ArrayList<>(isStated ? types() : implied());
    if (types.isEmpty()) {
      throw new Attempt.ImpossibleException("no type is in all the schemas");
    }
    types.sort((a, b) -> Attempt.PREFERRED.indexOf(a) - Attempt.PREFERRED.indexOf(b));
    return types.get(preferences.pick(types.size()));
  }

  // That of which a schema says something.
  private List<JsonType> implied() {
    for (SchemaNode schema : schemas) {
      for (JsonType type : List.of(JsonType.OBJECT, JsonType.ARRAY, JsonType.NUMBER)) {
        for (Keyword keyword : Keyword.values()) {
          if (type.id().equals(keyword.type()) && schema.has(keyword)) {
            return List.of(type);
          }
        }
      }
    }
    return List.of(JsonType.STRING);
  }

  Set<String> required() {
    Set<String> required = new LinkedHashSet<>();
    schemas.forEach(schema -> required.addAll(schema.required()));
    return required;
  }

  /** The properties that one brings with it. */
  List<String> dependents(String name) {
    List<String> names = new ArrayList<>();
    for (SchemaNode schema : schemas) {
      schema.keyword(Keyword.DEPENDENT_REQUIRED).path(name).forEach(n -> names.add(n.asString()));
    }
    return names;
  }

  List<String> propertyNames() {
    Set<String> names = new LinkedHashSet<>();
    schemas.forEach(schema -> names.addAll(schema.properties().keySet()));
    return List.copyOf(names);
  }

  /** The schemas of a property. */
  List<SchemaNode> property(String name) throws Attempt.ImpossibleException {
    List<SchemaNode> found = new ArrayList<>();
    for (SchemaNode schema : schemas) {
      List<@Nullable SchemaNode> described = new ArrayList<>(schema.propertiesByPattern(name));
      SchemaNode property = schema.properties().get(name);
      if (property != null) {
        described.add(property);
      }
      JsonNode additional = schema.keyword(Keyword.ADDITIONAL_PROPERTIES);
      if (described.isEmpty() && additional.isObject()) {
        described.add(below(schema, Keyword.ADDITIONAL_PROPERTIES));
      } else if (described.isEmpty() && additional.isBoolean() && !additional.booleanValue()) {
        throw new Attempt.ImpossibleException("a property is required and not allowed");
      }
      described.stream().filter(Objects::nonNull).forEach(found::add);
    }
    for (SchemaNode schema : conditional) {
      SchemaNode property = schema.properties().get(name);
      if (found.isEmpty() && property != null) {
        found.add(property);
      }
    }
    return found;
  }

  /** The schemas of an element. */
  List<SchemaNode> element(int index) {
    List<SchemaNode> found = new ArrayList<>();
    for (SchemaNode schema : schemas) {
      SchemaNode prefix = below(schema, Keyword.PREFIX_ITEMS, "" + index);
      SchemaNode items = prefix == null ? schema.items() : prefix;
      if (items != null) {
        found.add(items);
      }
    }
    return found;
  }

  boolean isTrue(Keyword keyword) {
    return schemas.stream().anyMatch(schema -> schema.keyword(keyword).asBoolean(false));
  }

  /** The largest value of a keyword that sets a least length, 0 where there is none. */
  long least(Keyword keyword) {
    BigDecimal number = number(keyword, BigDecimal::max);
    return number == null ? 0 : number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue();
  }

  /** The smallest value of a keyword that sets a greatest length. */
  long most(Keyword keyword) {
    BigDecimal number = number(keyword, BigDecimal::min);
    BigDecimal limit = BigDecimal.valueOf(Integer.MAX_VALUE);
    return number == null ? Integer.MAX_VALUE : number.min(limit).longValue();
  }

  @Nullable BigDecimal number(Keyword keyword, BinaryOperator<BigDecimal> choice) {
    BigDecimal number = null;
    for (SchemaNode schema : schemas) {
      JsonNode json = schema.keyword(keyword);
      if (json.isNumber()) {
        BigDecimal value = json.decimalValue();
        number = number == null ? value : choice.apply(number, value);
      }
    }
    return number;
  }

  /** The first value of a keyword that is a text, or null where there is none. */
  @Nullable String text(Keyword keyword) {
    for (SchemaNode schema : schemas) {
      JsonNode json = schema.keyword(keyword);
      if (json.isString()) {
        return json.stringValue();
      }
    }
    return null;
  }
}
