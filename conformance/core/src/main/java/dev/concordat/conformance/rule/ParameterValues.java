package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The value that a parameter has whose schema takes a list or an object: by its style, as OpenAPI
 * 3.1 writes it (4.8.12.2, after RFC 6570).
 *
 * @param decode undoes the encoding of a piece
 */
record ParameterValues(Parameter parameter, UnaryOperator<String> decode) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern SPACE = Pattern.compile("%20|\\+| ");
  private static final Pattern PIPE = Pattern.compile("\\||%7[Cc]");
  private static final Pattern COMMA = Pattern.compile(",");

  /**
   * A value in the path as the style {@code simple} has it; null where it is not in its own style.
   * Between the pieces of a label stand dots or, unless it is exploded, commas, as editions of the
   * specification have it.
   */
  @Nullable String simple(String written) {
    boolean isExploded = parameter.style().isExploded() && isComposite(parameter);
    switch (parameter.style().name()) {
      case "label" -> {
        boolean hasDots = isExploded || (isComposite(parameter) && written.indexOf(',') < 0);
        String pieces = written.startsWith(".") ? written.substring(1) : null;
        return pieces == null || !hasDots ? pieces : pieces.replace('.', ',');
      }
      case "matrix" -> {
        String name = ";" + parameter.name();
        if (isExploded && schema(JsonType.OBJECT) != null && schema(JsonType.ARRAY) == null) {
          return written.startsWith(";") ? written.substring(1).replace(';', ',') : null;
        }
        if (!written.startsWith(name + "=")) {
          return written.equals(name) ? "" : null;
        }
        String value = written.substring(name.length() + 1);
        return isExploded ? value.replace(name + "=", ",") : value;
      }
      default -> {
        return written;
      }
    }
  }

  /** Whether a parameter is more than a text, number or boolean. */
  static boolean isComposite(Parameter parameter) {
    SchemaNode schema = parameter.schema();
    return schema != null
        && (parameter.style().isJson()
            || taking(schema, JsonType.ARRAY) != null
            || taking(schema, JsonType.OBJECT) != null);
  }

  /** A text as the type that its schema wants. */
  static JsonNode typed(String value, @Nullable SchemaNode schema) {
    JsonNode text = NODES.stringNode(value);
    if (schema == null || taking(schema, JsonType.STRING) != null) {
      return text;
    }
    JsonNode read = JsonText.of(value).value();
    return read == null || read.isContainer() ? text : read;
  }

  /**
   * The object whose members are parameters of their own in the query, and are taken away from it;
   * null where it is not written so, or absent.
   *
   * @param query the query by name, its values still encoded
   * @param others the names of all other parameters
   */
  @Nullable JsonNode take(Map<String, List<String>> query, Set<String> others) {
    SchemaNode object = schema(JsonType.OBJECT);
    boolean isDeep = parameter.style().name().equals("deepObject");
    if (object == null || !(isDeep || parameter.style().isExploded())) {
      return null;
    }
    ObjectNode members = NODES.objectNode();
    for (String name : List.copyOf(query.keySet())) {
      String member = isDeep ? deep(name) : open(object, name, others) ? name : null;
      List<String> values = member == null ? null : query.remove(name);
      if (values != null) {
        members.set(member, typed(decode.apply(values.get(0)), object.properties().get(member)));
      }
    }
    return members.isEmpty() ? null : members;
  }

  private boolean open(SchemaNode object, String name, Set<String> others) {
    return object.properties().containsKey(name)
        || (object.properties().isEmpty()
            && !others.contains(name)
            && !name.equals(parameter.name()));
  }

  private @Nullable String deep(String name) {
    String prefix = parameter.name() + "[";
    return name.startsWith(prefix) && name.endsWith("]")
        ? name.substring(prefix.length(), name.length() - 1)
        : null;
  }

  /** What these values may mean, of which one has to hold. */
  List<JsonNode> of(List<String> values) {
    List<JsonNode> meanings = new ArrayList<>();
    String only = decode.apply(values.get(0));
    if (parameter.style().isJson()) {
      JsonNode read = JsonText.of(only).value();
      return List.of(read == null ? NODES.stringNode(only) : read);
    }
    if (values.size() == 1) {
      meanings.add(typed(only, parameter.schema()));
    }
    SchemaNode list = schema(JsonType.ARRAY);
    if (list != null) {
      ArrayNode items = NODES.arrayNode();
      pieces(values).forEach(piece -> items.add(typed(decode.apply(piece), list.items())));
      meanings.add(items);
    }
    SchemaNode object = schema(JsonType.OBJECT);
    if (object != null) {
      meanings.add(members(pieces(values), object));
    }
    return meanings;
  }

  private ObjectNode members(List<String> pieces, SchemaNode object) {
    ObjectNode members = NODES.objectNode();
    boolean inPairs = parameter.style().isExploded();
    for (int i = 0; i < pieces.size(); i += inPairs ? 1 : 2) {
      int equals = pieces.get(i).indexOf('=');
      String name = inPairs && equals >= 0 ? pieces.get(i).substring(0, equals) : pieces.get(i);
      String value =
          inPairs
              ? pieces.get(i).substring(equals + 1)
              : i + 1 < pieces.size() ? pieces.get(i + 1) : "";
      String member = decode.apply(name);
      members.set(member, typed(decode.apply(value), object.properties().get(member)));
    }
    return members;
  }

  private List<String> pieces(List<String> values) {
    boolean isQuery = parameter.in().equals("query");
    if (isQuery && parameter.style().isExploded()) {
      return values;
    }
    Pattern delimiter =
        switch (parameter.style().name()) {
          case "spaceDelimited" -> SPACE;
          case "pipeDelimited" -> PIPE;
          default -> COMMA;
        };
    List<String> pieces = new ArrayList<>();
    for (String value : values) {
      for (String piece : value.isEmpty() ? new String[0] : delimiter.split(value, -1)) {
        pieces.add(isQuery ? piece : piece.strip());
      }
    }
    return pieces;
  }

  private @Nullable SchemaNode schema(JsonType type) {
    SchemaNode schema = parameter.schema();
    return schema == null ? null : taking(schema, type);
  }

  // The schema, or the one of those that it stands for, that takes values of a type.
  private static @Nullable SchemaNode taking(SchemaNode schema, JsonType type) {
    if (!schema.types().isEmpty()) {
      return type.isOneOf(schema.types()) ? schema : null;
    }
    List<SchemaNode> inner = new ArrayList<>(schema.alsoApply());
    if (schema.union() != null) {
      inner.addAll(schema.union().branches());
    }
    for (SchemaNode one : inner) {
      SchemaNode found = taking(one, type);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
