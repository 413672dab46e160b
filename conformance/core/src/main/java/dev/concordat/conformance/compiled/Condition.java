package dev.concordat.conformance.compiled;

import dev.concordat.language.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What must hold of an object as a whole: which members it has, together with what little is asked
 * of their values. It is evaluated when the object was read.
 */
interface Condition {
  boolean holds(Facts facts);

  /** The members that an object has, by their index. */
  interface Facts {
    boolean has(int index);

    /** The value of a member that is there. */
    Look at(int index);
  }

  /** What may be asked of a value. */
  interface Look {
    /** The first character of what it is written as, that of a number any other. */
    char kind();

    /** Whether it is this text. */
    boolean is(String text);

    /** Whether it is a text, a list or an object, and has nothing in it. */
    boolean isEmpty();
  }

  /**
   * Compiles a schema that is part of a condition.
   *
   * @param index gives the index of a member by its name
   * @return null where the schema says more than is compiled
   */
  static @Nullable Condition of(JsonNode schema, Function<String, Integer> index) {
    if (schema.isBoolean()) {
      boolean always = schema.booleanValue();
      return facts -> always;
    }
    List<@Nullable Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      all.add(of(keyword.getKey(), keyword.getValue(), index));
    }
    if (schema.has("if")) {
      all.add(branching(schema, index));
    }
    return all(all);
  }

  private static @Nullable Condition of(
      String keyword, JsonNode value, Function<String, Integer> index) {
    return switch (keyword) {
      case "required" -> required(value, index);
      case "properties" -> properties(value, index);
      case "type" ->
          value.isString() && value.stringValue().equals("object") ? facts -> true : null;
      case "not" -> not(of(value, index));
      case "allOf", "anyOf", "oneOf" -> several(keyword, value, index);
      // Taken together.
      case "if", "then", "else" -> facts -> true;
      default -> Keyword.isAnnotation(keyword) ? facts -> true : null;
    };
  }

  /** Of a schema that has an {@code if}: that what follows from it holds. */
  static @Nullable Condition branching(JsonNode schema, Function<String, Integer> index) {
    Condition tested = of(schema.get("if"), index);
    Condition held = schema.has("then") ? of(schema.get("then"), index) : facts -> true;
    Condition otherwise = schema.has("else") ? of(schema.get("else"), index) : facts -> true;
    return tested == null || held == null || otherwise == null
        ? null
        : facts -> tested.holds(facts) ? held.holds(facts) : otherwise.holds(facts);
  }

  private static @Nullable Condition all(List<@Nullable Condition> conditions) {
    List<Condition> each = known(conditions);
    return each == null
        ? null
        : facts -> {
          for (Condition condition : each) {
            if (!condition.holds(facts)) {
              return false;
            }
          }
          return true;
        };
  }

  // None where one of them is not compiled.
  private static @Nullable List<Condition> known(List<@Nullable Condition> conditions) {
    List<Condition> known = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition == null) {
        return null;
      }
      known.add(condition);
    }
    return known;
  }

  private static @Nullable Condition not(@Nullable Condition condition) {
    return condition == null ? null : facts -> !condition.holds(facts);
  }

  private static @Nullable Condition several(
      String keyword, JsonNode schemas, Function<String, Integer> index) {
    List<@Nullable Condition> conditions = new ArrayList<>();
    schemas.forEach(schema -> conditions.add(of(schema, index)));
    List<Condition> each = known(conditions);
    return each == null
        ? null
        : facts -> {
          int holding = 0;
          for (Condition condition : each) {
            holding += condition.holds(facts) ? 1 : 0;
          }
          return switch (keyword) {
            case "allOf" -> holding == each.size();
            case "anyOf" -> holding > 0;
            default -> holding == 1;
          };
        };
  }

  private static Condition required(JsonNode names, Function<String, Integer> index) {
    List<Integer> members = new ArrayList<>();
    names.forEach(name -> members.add(index.apply(name.stringValue())));
    return facts -> {
      for (int member : members) {
        if (!facts.has(member)) {
          return false;
        }
      }
      return true;
    };
  }

  private static @Nullable Condition properties(
      JsonNode properties, Function<String, Integer> index) {
    List<@Nullable Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      Predicate<Look> value = value(property.getValue());
      int member = index.apply(property.getKey());
      all.add(value == null ? null : facts -> !facts.has(member) || value.test(facts.at(member)));
    }
    return all(all);
  }

  private static @Nullable Predicate<Look> value(JsonNode schema) {
    if (schema.isBoolean()) {
      boolean always = schema.booleanValue();
      return value -> always;
    }
    Predicate<Look> all = value -> true;
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      Predicate<Look> next = value(keyword.getKey(), keyword.getValue());
      if (next == null) {
        return null;
      }
      all = all.and(next);
    }
    return all;
  }

  private static @Nullable Predicate<Look> value(String keyword, JsonNode value) {
    return switch (keyword) {
      case "const" -> constant(value);
      case "enum" -> anyOf(value);
      case "not" -> negated(value(value));
      case "type" -> type(value);
      case "minItems" -> isOne(value) ? look -> look.kind() != '[' || !look.isEmpty() : null;
      case "maxItems" -> isZero(value) ? look -> look.kind() != '[' || look.isEmpty() : null;
      case "minLength" -> isOne(value) ? look -> look.kind() != '"' || !look.isEmpty() : null;
      case "maxLength" -> isZero(value) ? look -> look.kind() != '"' || look.isEmpty() : null;
      default -> Keyword.isAnnotation(keyword) ? look -> true : null;
    };
  }

  private static @Nullable Predicate<Look> negated(@Nullable Predicate<Look> value) {
    return value == null ? null : value.negate();
  }

  private static boolean isOne(JsonNode value) {
    return value.isInt() && value.intValue() == 1;
  }

  private static boolean isZero(JsonNode value) {
    return value.isInt() && value.intValue() == 0;
  }

  private static @Nullable Predicate<Look> constant(JsonNode value) {
    if (value.isString()) {
      String wanted = value.stringValue();
      return look -> look.is(wanted);
    }
    if (value.isBoolean() || value.isNull()) {
      char first = value.isNull() ? 'n' : value.booleanValue() ? 't' : 'f';
      return look -> look.kind() == first;
    }
    return null;
  }

  private static @Nullable Predicate<Look> anyOf(JsonNode values) {
    Predicate<Look> any = look -> false;
    for (JsonNode value : values) {
      Predicate<Look> next = constant(value);
      if (next == null) {
        return null;
      }
      any = any.or(next);
    }
    return any;
  }

  private static @Nullable Predicate<Look> type(JsonNode type) {
    Set<String> known = Set.of("null", "boolean", "object", "array", "string");
    List<String> names = new ArrayList<>();
    (type.isArray() ? type : List.of(type)).forEach(name -> names.add(name.asString()));
    if (!known.containsAll(names)) {
      return null;
    }
    return look ->
        names.contains(
            switch (look.kind()) {
              case '{' -> "object";
              case '[' -> "array";
              case '"' -> "string";
              case 't', 'f' -> "boolean";
              case 'n' -> "null";
              default -> "number";
            });
  }
}
