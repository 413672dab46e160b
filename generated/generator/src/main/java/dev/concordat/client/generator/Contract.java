package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract that OpenAPI Generator has parsed, as a tree. Its own model of a schema differs by
 * keyword and loses the order of nothing but {@code required}; a tree is the same for all keywords,
 * extensions included.
 *
 * <p>Schemas that stand inside of others and need a type of their own (enums, unions, objects with
 * properties) are moved to the components, named after what holds them.
 */
final class Contract {
  private static final String COMPONENT = "#/components/schemas/";

  private final ObjectNode root;

  Contract(OpenAPI openApi) {
    this.root = Json31.mapper().valueToTree(openApi);
    omit();
    for (JsonNode path : root.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.has("operationId")) {
          ParametersView.addComponent((ObjectNode) operation, path, this);
        }
      }
    }
    for (String name : names()) {
      moveInner(name, schema(name));
    }
  }

  JsonNode root() {
    return root;
  }

  /** The names of all components, moved ones included. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    schemas().fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String name) {
    return schemas().has(name);
  }

  JsonNode schema(String name) {
    JsonNode schema = schemas().path(name);
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("the contract has no schema " + name);
    }
    return schema;
  }

  /** The component that a schema refers to; null if it is no reference. */
  static @Nullable String reference(JsonNode schema) {
    String ref = schema.path("$ref").asText("");
    return ref.startsWith(COMPONENT) ? ref.substring(COMPONENT.length()) : null;
  }

  /** A reference to a component. */
  JsonNode component(String name) {
    return root.objectNode().put("$ref", COMPONENT + name);
  }

  /** The schema itself, or the component that it refers to. */
  JsonNode resolve(JsonNode schema) {
    String reference = reference(schema);
    return reference == null ? schema : resolve(schema(reference));
  }

  /** What a local reference of any kind points at, or the node itself. */
  JsonNode follow(JsonNode node) {
    String ref = node.path("$ref").asText("");
    return ref.startsWith("#/") ? root.at(ref.substring(1)) : node;
  }

  /** The title of a document that {@code x-source} names. */
  String document(String id) {
    return root.path("x-documents").path(id).path("title").asText(id);
  }

  /** The types of a schema but null, in order. */
  static List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    types.remove("null");
    return types;
  }

  /** Whether null is a value of this schema. */
  boolean allowsNull(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    JsonNode type = resolved.path("type");
    if (type.asText("").equals("null")) {
      return true;
    }
    for (JsonNode one : type) {
      if (one.asText().equals("null")) {
        return true;
      }
    }
    for (JsonNode branch : resolved.path("oneOf")) {
      if (allowsNull(branch)) {
        return true;
      }
    }
    return false;
  }

  /** The branches of a union but null. */
  static List<JsonNode> branches(JsonNode schema) {
    List<JsonNode> branches = new ArrayList<>();
    for (JsonNode branch : schema.path("oneOf")) {
      if (!branch.path("type").asText("").equals("null")) {
        branches.add(branch);
      }
    }
    return branches;
  }

  static boolean isRequired(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asText().equals(property)) {
        return true;
      }
    }
    return false;
  }

  /** The values of an open enum; null if the schema is none. */
  static @Nullable List<String> values(JsonNode schema) {
    JsonNode values = schema.path("x-extensible-enum");
    if (values.isMissingNode()) {
      values = schema.path("enum");
    }
    if (values.isMissingNode() || !types(schema).equals(List.of("string"))) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    values.forEach(
        value -> {
          if (value.isTextual()) {
            texts.add(value.asText());
          }
        });
    return texts;
  }

  static boolean isModel(JsonNode schema) {
    return values(schema) != null
        || schema.has("oneOf")
        || types(schema).equals(List.of("array"))
        || isObject(schema);
  }

  /** Whether a schema is an object with members of its own, and not a map. */
  static boolean isObject(JsonNode schema) {
    return types(schema).equals(List.of("object"))
        && (schema.has("properties") || !schema.has("additionalProperties"));
  }

  /** Adds a component under this name or, if it is taken, one like it; gives the name. */
  String add(String name, JsonNode schema) {
    String free = name;
    for (int n = 2; has(free); n++) {
      free = name + n;
    }
    schemas().set(free, schema);
    return free;
  }

  // Operations that the contract says to leave out of the client.
  private void omit() {
    for (JsonNode path : root.path("paths")) {
      path.properties().removeIf(operation -> operation.getValue().path("x-client").has("omit"));
    }
  }

  private ObjectNode schemas() {
    return root.withObject("/components/schemas");
  }

  private void moveInner(String owner, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      property.setValue(moved(owner + Names.pascal(property.getKey()), property.getValue()));
    }
    moveItems(owner, schema);
    int at = 0;
    for (JsonNode branch : schema.path("oneOf")) {
      // A text, a number or an array becomes a case of the union itself.
      if (isObject(branch) || branch.has("oneOf") || values(branch) != null) {
        ((ArrayNode) schema.path("oneOf")).set(at, moved(owner + "Case" + (at + 1), branch));
      } else {
        moveItems(owner, branch);
      }
      at++;
    }
  }

  private void moveItems(String owner, JsonNode schema) {
    for (String keyword : List.of("items", "additionalProperties")) {
      if (schema.path(keyword).isObject()) {
        ((ObjectNode) schema).set(keyword, moved(owner + "Item", schema.path(keyword)));
      }
    }
  }

  private JsonNode moved(String name, JsonNode schema) {
    boolean nullOrReference =
        schema.has("oneOf")
            && branches(schema).size() == 1
            && reference(branches(schema).get(0)) != null;
    boolean needsType =
        values(schema) != null
            || (schema.has("oneOf") && !nullOrReference)
            || (isObject(schema) && schema.has("properties"));
    if (!needsType) {
      moveItems(name, schema);
      return schema;
    }
    String free = add(name, schema);
    moveInner(free, schema);
    ObjectNode reference = root.objectNode().put("$ref", COMPONENT + free);
    for (String keyword : List.of("description", "deprecated", "default")) {
      if (!(schema.path(keyword) instanceof MissingNode)) {
        reference.set(keyword, schema.path(keyword));
      }
    }
    return reference;
  }
}
