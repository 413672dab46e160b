package dev.concordat.conformance.schema;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A schema as it is compiled: references are resolved, properties stand by name, unions know how to
 * tell their branches apart. It describes; what asserts is a {@link SchemaEngine}.
 */
public final class SchemaNode {
  private static final Pattern CONDITION =
      Pattern.compile("/(if|then|else|not|dependentSchemas)(/|$)");

  /** The extension that lists the known values of an open set. */
  private static final String KNOWN = Extension.EXTENSIBLE_ENUM.text();

  private final String pointer;
  private final JsonNode json;

  Set<JsonType> types = EnumSet.noneOf(JsonType.class);
  final Map<String, SchemaNode> properties = new LinkedHashMap<>();
  final Map<Pattern, SchemaNode> patternProperties = new LinkedHashMap<>();
  final List<SchemaNode> prefixItems = new ArrayList<>();
  final List<SchemaNode> alsoApply = new ArrayList<>();
  // Of those, the ones that hold whatever the value is.
  final List<SchemaNode> always = new ArrayList<>();
  final List<String> required = new ArrayList<>();
  @Nullable SchemaNode additionalProperties;
  @Nullable SchemaNode items;
  @Nullable Union union;
  // Of a branch that a discriminator tells, the unions that have it.
  final Set<Union> toldBy = new LinkedHashSet<>();
  boolean freeForm;

  SchemaNode(String pointer, JsonNode json) {
    this.pointer = pointer;
    this.json = json;
  }

  /**
   * Where this schema stands in its document, as a URI fragment: {@code #/components/schemas/X}.
   */
  public String pointer() {
    return pointer;
  }

  /** The schema as it is written. */
  public JsonNode json() {
    return json;
  }

  /** The value of a keyword; missing where the schema does not have it. */
  public JsonNode keyword(Keyword keyword) {
    return json.path(keyword.text());
  }

  /** Whether the schema has the keyword. */
  public boolean has(Keyword keyword) {
    return json.has(keyword.text());
  }

  /** Whether it is the schema that no value meets. */
  public boolean isNothing() {
    return json.isBoolean() && !json.booleanValue();
  }

  /** The types that it allows, empty where it names none. */
  public Set<JsonType> types() {
    return Collections.unmodifiableSet(types);
  }

  /** The properties that it describes, by name, in the order of the document. */
  public Map<String, SchemaNode> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** The names of the properties that it requires. */
  public List<String> required() {
    return Collections.unmodifiableList(required);
  }

  /** The schema of the elements after the {@code prefixItems}, or null where it describes none. */
  public @Nullable SchemaNode items() {
    return items;
  }

  /** The union that a value must match one branch of, or null where there is none. */
  public @Nullable Union union() {
    return union;
  }

  /**
   * The schemas that hold beside this one: the targets of {@code $ref}, {@code allOf} and
   * conditions.
   */
  public List<SchemaNode> alsoApply() {
    return Collections.unmodifiableList(alsoApply);
  }

  /** Whether it is part of a condition or a negation, and so describes nothing by itself. */
  public boolean isCondition() {
    return CONDITION.matcher(pointer).find();
  }

  /** Whether it says nothing of a value, so that any satisfies it. */
  public boolean isAnything() {
    return json.isBoolean() || json.propertyNames().stream().allMatch(Keyword::isAnnotation);
  }

  /** The values that it lists in {@code enum} or {@code const}, empty where it lists none. */
  public List<JsonNode> values() {
    JsonNode constant = json.get("const");
    if (constant != null) {
      return List.of(constant);
    }
    List<JsonNode> values = new ArrayList<>();
    json.path("enum").forEach(values::add);
    return values;
  }

  /** The values that are known of an open set ({@code x-extensible-enum}), empty where none are. */
  public List<JsonNode> knownValues() {
    List<JsonNode> values = new ArrayList<>();
    json.path(KNOWN).forEach(values::add);
    return values;
  }

  /** Where the known values of an open set stand, as a URI fragment. */
  public String knownValuesPointer() {
    return pointer + "/" + KNOWN;
  }

  /** Whether a place is that of the known values of an open set. */
  public static boolean isOfKnownValues(String pointer) {
    return pointer.endsWith("/" + KNOWN);
  }

  /**
   * The kind that a value says to be where it is none of this one: the branch that it names of a
   * union which has this schema as another; null where it names this one, or none.
   */
  @Nullable SchemaNode otherKind(JsonNode value) {
    for (Union union : toldBy) {
      JsonNode told = value.path(String.valueOf(union.discriminator()));
      SchemaNode named = told.isString() ? union.mapping().get(told.stringValue()) : null;
      if (named != null) {
        return named == this ? null : named;
      }
    }
    return null;
  }

  /** The schema of a property by its name or pattern, or null where this schema describes none. */
  @Nullable SchemaNode property(String name) {
    SchemaNode named = properties.get(name);
    if (named != null) {
      return named;
    }
    List<SchemaNode> byPattern = propertiesByPattern(name);
    return byPattern.isEmpty() ? null : byPattern.get(0);
  }

  /** The schemas of a property whose patterns its name meets. */
  public List<SchemaNode> propertiesByPattern(String name) {
    if (patternProperties.isEmpty()) {
      return List.of();
    }
    List<SchemaNode> found = new ArrayList<>();
    patternProperties.forEach(
        (pattern, schema) -> {
          if (pattern.matcher(name).find()) {
            found.add(schema);
          }
        });
    return found;
  }

  @Override
  public String toString() {
    return pointer;
  }
}
