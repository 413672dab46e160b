package dev.concordat.conformance.server.instance;

import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Keyword;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One attempt at a value. It follows the keywords that it knows; the engine knows the rest. */
final class Attempt {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 2_000;
  private static final int MAX_ADDED_PROPERTIES = 100;
  private static final int MAX_TEXT = 500_000;

  private final SchemaGraph graph;
  private final Preferences preferences;
  private final Map<String, Set<String>> alsoRequired;
  private final int attempt;
  private int values;
  private long text;

  /** What is asked for is more than is made, or contradicts itself. */
  static final class ImpossibleException extends Exception {
    private static final long serialVersionUID = 1L;

    ImpossibleException(String message) {
      super(message);
    }
  }

  /**
   * An attempt.
   *
   * @param alsoRequired the names of properties that were found to be required, by the pointer of
   *     their object
   * @param attempt which attempt it is, from 0; each makes other values
   */
  Attempt(
      SchemaGraph graph,
      Preferences preferences,
      Map<String, Set<String>> alsoRequired,
      int attempt) {
    this.graph = graph;
    this.preferences = preferences;
    this.alsoRequired = alsoRequired;
    this.attempt = attempt;
  }

  /**
   * A value for all the schemas at once.
   *
   * @param hint a word for what the value is, as which texts are made
   * @param at where the value stands, as a JSON pointer
   */
  JsonNode value(List<SchemaNode> schemas, String hint, String at) throws ImpossibleException {
    return value(schemas, hint, at, 0, attempt);
  }

  private JsonNode value(List<SchemaNode> schemas, String hint, String at, int depth, int salt)
      throws ImpossibleException {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      throw new ImpossibleException("more is asked for than is made");
    }
    Merged merged = Merged.of(graph, schemas, preferences, salt);
    List<JsonNode> listed = merged.listed();
    if (listed != null) {
      if (listed.isEmpty()) {
        throw new ImpossibleException("no value is in all the lists");
      }
      return counted(listed.get((preferences.pick(listed.size()) + salt) % listed.size()));
    }
    return switch (merged.type(preferences)) {
      case NULL -> NODES.nullNode();
      case BOOLEAN -> NODES.booleanNode((preferences.pick(2) + salt) % 2 == 1);
      case INTEGER -> Numbers.of(merged, true, preferences, salt);
      case NUMBER -> Numbers.of(merged, false, preferences, salt);
      case STRING -> counted(Texts.of(merged, hint, salt));
      case ARRAY -> array(merged, hint, at, depth);
      case OBJECT -> object(merged, at, depth);
    };
  }

  // A value that may be large, with the text that is in it.
  private JsonNode counted(JsonNode value) throws ImpossibleException {
    Deque<JsonNode> open = new ArrayDeque<>(List.of(value));
    for (JsonNode next = open.poll(); next != null; next = open.poll()) {
      count(next.isString() ? next.stringValue() : " ");
      for (String name : next.propertyNames()) {
        count(name);
      }
      next.forEach(open::push);
    }
    return value;
  }

  private void count(String more) throws ImpossibleException {
    text += more.length();
    if (text > MAX_TEXT) {
      throw new ImpossibleException("more text is asked for than is made");
    }
  }

  private ObjectNode object(Merged merged, String at, int depth) throws ImpossibleException {
    Set<String> names = new LinkedHashSet<>(merged.required());
    names.addAll(alsoRequired.getOrDefault(at, Set.of()));
    List.copyOf(names).forEach(name -> names.addAll(merged.dependents(name)));
    Set<String> wanted = new LinkedHashSet<>();
    for (String name : merged.propertyNames()) {
      if (names.contains(name) || preferences.includes(depth)) {
        wanted.add(name);
      }
    }
    wanted.addAll(names);
    for (int i = 0; wanted.size() < merged.least(Keyword.MIN_PROPERTIES); i++) {
      if (i > MAX_ADDED_PROPERTIES) {
        throw new ImpossibleException("more properties are asked for than are made");
      }
      List<String> described = merged.propertyNames();
      wanted.add(i < described.size() ? described.get(i) : "property" + i);
    }
    ObjectNode object = NODES.objectNode();
    for (String name : wanted) {
      boolean isRequired = names.contains(name);
      if (!isRequired && object.size() >= merged.most(Keyword.MAX_PROPERTIES)) {
        continue;
      }
      count(name);
      try {
        String below = at + "/" + name.replace("~", "~0").replace("/", "~1");
        object.set(name, value(merged.property(name), name, below, depth + 1, attempt));
      } catch (ImpossibleException e) {
        if (isRequired) {
          throw e;
        }
      }
    }
    return object;
  }

  private ArrayNode array(Merged merged, String hint, String at, int depth)
      throws ImpossibleException {
    long least = merged.least(Keyword.MIN_ITEMS);
    long most = merged.most(Keyword.MAX_ITEMS);
    if (least > MAX_VALUES || least > most) {
      throw new ImpossibleException("no array has so many elements");
    }
    long wanted = least;
    if (preferences.includes(depth)) {
      wanted = Math.min(Math.max(least, 1) + preferences.pick(2), most);
    }
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < wanted; i++) {
      JsonNode element = element(merged, hint, at, depth, i);
      if (element == null) {
        break;
      }
      array.add(element);
    }
    if (array.size() < least) {
      throw new ImpossibleException("too few elements can be made");
    }
    return array;
  }

  private @Nullable JsonNode element(Merged merged, String hint, String at, int depth, int index) {
    try {
      int salt = merged.isTrue(Keyword.UNIQUE_ITEMS) ? attempt + index : attempt;
      List<SchemaNode> schemas = merged.element(index);
      return value(schemas, singular(hint), at + "/" + index, depth + 1, salt);
    } catch (ImpossibleException e) {
      return null;
    }
  }

  private static String singular(String hint) {
    return hint.length() > 2 && hint.endsWith("s") ? hint.substring(0, hint.length() - 1) : hint;
  }

  /** The types in the order in which one is preferred where a schema names none. */
  static final List<JsonType> PREFERRED =
      new ArrayList<>(
          List.of(
              JsonType.STRING,
              JsonType.OBJECT,
              JsonType.ARRAY,
              JsonType.INTEGER,
              JsonType.NUMBER,
              JsonType.BOOLEAN,
              JsonType.NULL));
}
