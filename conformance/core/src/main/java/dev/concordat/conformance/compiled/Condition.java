package dev.concordat.conformance.compiled;

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

  /** The members that an object was seen to have, by their index, and where their values begin. */
  final class Facts {
    private final JsonScanner scanner;
    private final int[] starts;

    Facts(JsonScanner scanner, MemberTable table) {
      this.scanner = scanner;
      this.starts = new int[table.size()];
    }

    /** Takes that the scanner is before the value of a member. */
    void met(int index) {
      starts[index] = scanner.at();
    }

    // No value begins at the first byte, as an object does.
    boolean has(int index) {
      return starts[index] > 0;
    }

    JsonScanner at(int index) {
      scanner.back(starts[index]);
      return scanner;
    }
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
    List<Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      Condition condition = of(keyword.getKey(), keyword.getValue(), index);
      if (condition == null) {
        return null;
      }
      all.add(condition);
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
      default -> Planner.isAnnotation(keyword) ? facts -> true : null;
    };
  }

  private static Condition all(List<Condition> conditions) {
    List<Condition> each = List.copyOf(conditions);
    return facts -> {
      for (Condition condition : each) {
        if (!condition.holds(facts)) {
          return false;
        }
      }
      return true;
    };
  }

  private static @Nullable Condition not(@Nullable Condition condition) {
    return condition == null ? null : facts -> !condition.holds(facts);
  }

  private static @Nullable Condition several(
      String keyword, JsonNode schemas, Function<String, Integer> index) {
    List<Condition> each = new ArrayList<>();
    for (JsonNode schema : schemas) {
      Condition condition = of(schema, index);
      if (condition == null) {
        return null;
      }
      each.add(condition);
    }
    return facts -> {
      long holding = each.stream().filter(condition -> condition.holds(facts)).count();
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
    List<Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      Predicate<JsonScanner> value = value(property.getValue());
      if (value == null) {
        return null;
      }
      int member = index.apply(property.getKey());
      all.add(facts -> !facts.has(member) || value.test(facts.at(member)));
    }
    return all(all);
  }

  private static @Nullable Predicate<JsonScanner> value(JsonNode schema) {
    if (schema.isBoolean()) {
      boolean always = schema.booleanValue();
      return scanner -> always;
    }
    Predicate<JsonScanner> all = scanner -> true;
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      Predicate<JsonScanner> next = value(keyword.getKey(), keyword.getValue());
      if (next == null) {
        return null;
      }
      Predicate<JsonScanner> before = all;
      all =
          scanner -> {
            int at = scanner.at();
            if (!before.test(scanner)) {
              return false;
            }
            scanner.back(at);
            return next.test(scanner);
          };
    }
    return all;
  }

  private static @Nullable Predicate<JsonScanner> value(String keyword, JsonNode value) {
    return switch (keyword) {
      case "const" -> constant(value);
      case "enum" -> anyOf(value);
      case "not" -> negated(value(value));
      case "type" -> type(value);
      case "minItems" ->
          isOne(value) ? scanner -> scanner.peek() != '[' || !isEmpty(scanner, '[', ']') : null;
      case "maxItems" ->
          isZero(value) ? scanner -> scanner.peek() != '[' || isEmpty(scanner, '[', ']') : null;
      case "minLength" ->
          isOne(value) ? scanner -> scanner.peek() != '"' || !isEmptyText(scanner) : null;
      case "maxLength" ->
          isZero(value) ? scanner -> scanner.peek() != '"' || isEmptyText(scanner) : null;
      default -> Planner.isAnnotation(keyword) ? scanner -> true : null;
    };
  }

  private static @Nullable Predicate<JsonScanner> negated(@Nullable Predicate<JsonScanner> value) {
    return value == null ? null : value.negate();
  }

  private static boolean isOne(JsonNode value) {
    return value.isInt() && value.intValue() == 1;
  }

  private static boolean isZero(JsonNode value) {
    return value.isInt() && value.intValue() == 0;
  }

  private static boolean isEmpty(JsonScanner scanner, char open, char close) {
    scanner.take(open);
    return scanner.takes(close);
  }

  private static boolean isEmptyText(JsonScanner scanner) {
    scanner.text();
    return scanner.length() == 0;
  }

  private static @Nullable Predicate<JsonScanner> constant(JsonNode value) {
    if (value.isString()) {
      String wanted = value.stringValue();
      return scanner -> {
        if (scanner.peek() != '"') {
          return false;
        }
        scanner.text();
        return scanner.string().equals(wanted);
      };
    }
    if (value.isBoolean() || value.isNull()) {
      byte first = (byte) value.toString().charAt(0);
      return scanner -> scanner.peek() == first;
    }
    return null;
  }

  private static @Nullable Predicate<JsonScanner> anyOf(JsonNode values) {
    Predicate<JsonScanner> any = scanner -> false;
    for (JsonNode value : values) {
      Predicate<JsonScanner> next = constant(value);
      if (next == null) {
        return null;
      }
      Predicate<JsonScanner> before = any;
      any =
          scanner -> {
            int at = scanner.at();
            if (before.test(scanner)) {
              return true;
            }
            scanner.back(at);
            return next.test(scanner);
          };
    }
    return any;
  }

  private static @Nullable Predicate<JsonScanner> type(JsonNode type) {
    Set<String> firsts = Set.of("null", "boolean", "object", "array", "string");
    List<String> names = new ArrayList<>();
    (type.isArray() ? type : List.of(type)).forEach(name -> names.add(name.asString()));
    if (!firsts.containsAll(names)) {
      return null;
    }
    return scanner ->
        names.contains(
            switch (scanner.peek()) {
              case '{' -> "object";
              case '[' -> "array";
              case '"' -> "string";
              case 't', 'f' -> "boolean";
              case 'n' -> "null";
              default -> "number";
            });
  }
}
