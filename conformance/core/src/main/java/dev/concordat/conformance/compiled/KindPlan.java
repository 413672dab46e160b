package dev.concordat.conformance.compiled;

import dev.concordat.conformance.compiled.Shape.Kind;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.EcmaPattern;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Keyword;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compiles the keywords that hold for values of one kind, of all the schemas that apply. */
final class KindPlan {
  private final Planner planner;
  private final Applied applied;
  private final Kind kind;

  KindPlan(Planner planner, Applied applied, Kind kind) {
    this.planner = planner;
    this.applied = applied;
    this.kind = kind;
  }

  Typed make() {
    for (SchemaNode schema : applied.schemas()) {
      schema.json().propertyNames().forEach(KindPlan::known);
    }
    return switch (kind) {
      case NULL, FALSE, TRUE -> described(literal());
      case WHOLE, FRACTION -> described(number());
      case TEXT -> described(text());
      case ARRAY -> list();
      case OBJECT -> {
        refuseListed();
        yield new MembersPlan(planner, applied).make();
      }
    };
  }

  private Typed described(Typed value) {
    List<SchemaNode> schemas = applied.schemas();
    return schemas.stream().allMatch(SchemaNode::isAnything)
        ? new Typed.Undescribed(schemas.get(0), value)
        : value;
  }

  private static void known(String member) {
    Keyword keyword = Keyword.of(member);
    boolean isKnown = keyword == null ? Keyword.isAnnotation(member) : isCompiled(keyword);
    if (!isKnown) {
      throw new Refused();
    }
  }

  // Whether a keyword is compiled here or in MembersPlan, as far as its value goes.
  private static boolean isCompiled(Keyword keyword) {
    return switch (keyword) {
      case REF, TYPE, ENUM, CONST, ALL_OF, ANY_OF, ONE_OF -> true;
      case MIN_LENGTH, MAX_LENGTH, PATTERN, FORMAT, CONTENT_ENCODING, CONTENT_MEDIA_TYPE -> true;
      case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM, MULTIPLE_OF -> true;
      case ITEMS, PREFIX_ITEMS, MIN_ITEMS, MAX_ITEMS, UNIQUE_ITEMS, CONTAINS -> true;
      case PROPERTIES, REQUIRED, ADDITIONAL_PROPERTIES, PATTERN_PROPERTIES -> true;
      case PROPERTY_NAMES, MIN_PROPERTIES, MAX_PROPERTIES, DEPENDENT_REQUIRED -> true;
      case DEPENDENT_SCHEMAS, IF, THEN, ELSE, NOT -> true;
      case TITLE, DESCRIPTION, EXAMPLES, EXAMPLE, DEFAULT, DEPRECATED, COMMENT -> true;
      case READ_ONLY, WRITE_ONLY, DISCRIMINATOR, EXTERNAL_DOCS, XML, DEFS, DEFINITIONS -> true;
      case MIN_CONTAINS, MAX_CONTAINS -> false;
      case UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS, CONTENT_SCHEMA, NULLABLE -> false;
      case ID, SCHEMA, VOCABULARY, ANCHOR, DYNAMIC_ANCHOR, DYNAMIC_REF -> false;
    };
  }

  private Typed literal() {
    JsonNode value =
        kind == Kind.NULL
            ? JsonNodeFactory.instance.nullNode()
            : JsonNodeFactory.instance.booleanNode(kind == Kind.TRUE);
    for (SchemaNode schema : applied.schemas()) {
      List<JsonNode> listed = Places.listed(schema);
      if (!listed.isEmpty()) {
        if (!listed.contains(value)) {
          throw new Refused();
        }
        applied.tell(planner.places().value(schema, value));
      }
    }
    return new Typed.Literal(kind, applied.told());
  }

  // Numbers, lists and objects that a schema lists are compared by the engine.
  private void refuseListed() {
    if (applied.schemas().stream().anyMatch(schema -> !Places.listed(schema).isEmpty())) {
      throw new Refused();
    }
  }

  private Typed number() {
    refuseListed();
    List<Typed.Numeric.Bound> bounds = new ArrayList<>();
    boolean fitsInt = false;
    for (SchemaNode schema : applied.schemas()) {
      JsonNode json = schema.json();
      if (json.has("multipleOf")) {
        throw new Refused();
      }
      bound(json, "minimum", -1, false, bounds);
      bound(json, "exclusiveMinimum", -1, true, bounds);
      bound(json, "maximum", 1, false, bounds);
      bound(json, "exclusiveMaximum", 1, true, bounds);
      // Eighteen digits fit a long; of the other formats none says anything of a number.
      String format = json.path("format").asString("");
      fitsInt |= format.equals("int32");
      if (!format.isEmpty() && !format.matches("int32|int64|double|float")) {
        throw new Refused();
      }
    }
    return new Typed.Numeric(applied.told(), bounds, fitsInt);
  }

  private static void bound(
      JsonNode json,
      String keyword,
      int sign,
      boolean isExclusive,
      List<Typed.Numeric.Bound> bounds) {
    if (json.has(keyword)) {
      BigDecimal limit = json.get(keyword).decimalValue();
      bounds.add(new Typed.Numeric.Bound(limit, sign, isExclusive));
    }
  }

  private Typed text() {
    List<Typed.Text.Values> values = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    List<TextFormat> formats = new ArrayList<>();
    int minLength = 0;
    int maxLength = Integer.MAX_VALUE;
    for (SchemaNode schema : applied.schemas()) {
      JsonNode json = schema.json();
      TextFormat format = TextFormat.of(json.path("format").asString(""));
      if (format != null) {
        formats.add(format);
      }
      minLength = Math.max(minLength, atLeast(json, "minLength"));
      maxLength = Math.min(maxLength, atMost(json, "maxLength"));
      if (json.has("pattern")) {
        patterns.add(EcmaPattern.compile(json.get("pattern").stringValue()));
      }
      listed(schema, schema.values(), values);
      listed(schema, schema.knownValues(), values);
    }
    return new Typed.Text(applied.told(), values, minLength, maxLength, patterns, formats);
  }

  private void listed(SchemaNode schema, List<JsonNode> list, List<Typed.Text.Values> values) {
    if (list.isEmpty()) {
      return;
    }
    List<JsonNode> texts = list.stream().filter(JsonNode::isString).toList();
    byte[][] bytes = new byte[texts.size()][];
    int[] told = new int[texts.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = texts.get(i).stringValue().getBytes(StandardCharsets.UTF_8);
      told[i] = planner.places().value(schema, texts.get(i));
    }
    values.add(new Typed.Text.Values(bytes, told));
  }

  private Typed list() {
    refuseListed();
    List<SchemaNode> items = new ArrayList<>();
    int minItems = 0;
    int maxItems = Integer.MAX_VALUE;
    for (SchemaNode schema : applied.schemas()) {
      JsonNode json = schema.json();
      boolean isUnique = json.path("uniqueItems").asBoolean(false);
      JsonNode described = json.path("items");
      boolean isClosed = described.isBoolean() && !described.booleanValue();
      if (isUnique || isClosed || json.has("prefixItems") || json.has("contains")) {
        throw new Refused();
      }
      minItems = Math.max(minItems, atLeast(json, "minItems"));
      maxItems = Math.min(maxItems, atMost(json, "maxItems"));
      if (schema.items() != null) {
        items.add(schema.items());
      }
    }
    return new Typed.Items(
        applied.told(),
        applied.schemas().get(0),
        items.isEmpty() ? null : planner.shape(items),
        minItems,
        maxItems);
  }

  static int atLeast(JsonNode json, String keyword) {
    return json.has(keyword) ? whole(json.get(keyword)) : 0;
  }

  static int atMost(JsonNode json, String keyword) {
    return json.has(keyword) ? whole(json.get(keyword)) : Integer.MAX_VALUE;
  }

  private static int whole(JsonNode value) {
    if (!value.isInt() || value.intValue() < 0) {
      throw new Refused();
    }
    return value.intValue();
  }
}
