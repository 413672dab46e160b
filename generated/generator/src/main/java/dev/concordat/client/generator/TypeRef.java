package dev.concordat.client.generator;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a schema is spelled in Java.
 *
 * @param java the type, without regard to null
 * @param codec the expression that reads and writes it
 * @param model whether it is a component's own class
 */
record TypeRef(String java, String codec, boolean model) {

  static TypeRef of(JsonNode schema, ContractTree contract, String provider) {
    String reference = ContractTree.reference(schema);
    if (reference != null) {
      JsonNode target = contract.schema(reference);
      if (!ContractTree.isModel(target)) {
        return of(target, contract, provider);
      }
      String type = Names.type(reference, provider);
      return new TypeRef(type, codec(type, target), true);
    }
    List<JsonNode> branches = ContractTree.branches(schema);
    if (branches.size() == 1) {
      return of(branches.get(0), contract, provider);
    }
    List<String> types = ContractTree.types(schema);
    if (types.size() != 1) {
      return new TypeRef("JsonValue", "Codecs.ANY", false);
    }
    return switch (types.get(0)) {
      case "string" ->
          isBinary(schema)
              ? new TypeRef("ByteString", "Codecs.BYTES", false)
              : new TypeRef("String", "Codecs.TEXT", false);
      case "integer" -> new TypeRef("JsonNumber", "Codecs.INTEGER", false);
      case "number" -> new TypeRef("JsonNumber", "Codecs.NUMBER", false);
      case "boolean" -> new TypeRef("Boolean", "Codecs.BOOLEAN", false);
      case "array" -> list(item(schema.path("items"), contract, provider));
      case "object" -> object(schema, contract, provider);
      default -> throw new IllegalArgumentException("unknown type " + types.get(0));
    };
  }

  /** The codec of a component: a union, being an interface, has it in a class beside. */
  static String codec(String type, JsonNode schema) {
    return isUnion(schema) ? type + "Adapter.INSTANCE" : type + ".ADAPTER";
  }

  /** Whether a text stands for bytes: a file in a form. */
  static boolean isBinary(JsonNode schema) {
    return schema.path("format").asString("").equals("binary");
  }

  static boolean isUnion(JsonNode schema) {
    return schema.has("oneOf") && ContractTree.values(schema) == null;
  }

  /** What an array's items or a map's values are, null among them if they may be. */
  static TypeRef item(JsonNode items, ContractTree contract, String provider) {
    TypeRef item = of(items, contract, provider);
    return contract.allowsNull(items)
        ? new TypeRef("@Nullable " + item.java, "Codecs.nullable(" + item.codec + ")", false)
        : item;
  }

  private static TypeRef list(TypeRef item) {
    return new TypeRef("List<" + item.java + ">", "Codecs.list(" + item.codec + ")", false);
  }

  private static TypeRef object(JsonNode schema, ContractTree contract, String provider) {
    JsonNode values = schema.path("additionalProperties");
    if (!values.isObject() || values.isEmpty()) {
      return new TypeRef("JsonObject", "Codecs.OBJECT", false);
    }
    TypeRef value = item(values, contract, provider);
    return new TypeRef("Map<String, " + value.java + ">", "Codecs.map(" + value.codec + ")", false);
  }

  boolean isList() {
    return java.startsWith("List<");
  }

  boolean isMap() {
    return java.startsWith("Map<");
  }

  /** The type of a list's items. */
  String element() {
    return java.substring(java.indexOf('<') + 1, java.length() - 1);
  }
}
