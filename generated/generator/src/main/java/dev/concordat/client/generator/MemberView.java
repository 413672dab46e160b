package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of a member of an object.
 *
 * @param json its name in JSON, as a Java literal
 * @param name its name in Java
 * @param pascal the same with a capital
 * @param type its Java type, without regard to null
 * @param returns the type that its accessor gives
 * @param constant the only value that it may have, as a Java literal; null if there are several
 * @param fixed whether a builder sets it to that value by itself
 * @param required whether a builder insists on it
 * @param orNull whether the contract allows null
 * @param nullable whether its accessor may give null
 * @param secret whether it is masked in texts
 * @param read the call that reads it from an {@code ObjectReader in}
 * @param copy the expression that a builder keeps of a given value
 * @param overloads other types that the builder takes
 * @param append the type of an item that the builder adds; null if it adds none
 */
record MemberView(
    String json,
    String name,
    String pascal,
    String type,
    String returns,
    String codec,
    @Nullable String constant,
    boolean fixed,
    boolean required,
    boolean orNull,
    boolean nullable,
    boolean secret,
    boolean deprecated,
    String read,
    String copy,
    List<String> docs,
    List<Overload> overloads,
    @Nullable String append) {

  /** A type that a builder takes in place of the member's own, and the expression that turns it. */
  record Overload(String type, String value) {}

  static MemberView of(
      String name, JsonNode schema, boolean required, Contract contract, String provider) {
    TypeRef type = TypeRef.of(schema, contract, provider);
    JsonNode resolved = contract.resolve(schema);
    boolean orNull = contract.allowsNull(schema);
    boolean nullable = !required || orNull;
    String constant =
        resolved.path("const").isTextual() ? Names.literal(resolved.path("const").asText()) : null;
    String literal = Names.literal(name);
    String java = Names.member(name);
    String how = !required ? "optional" : orNull ? "requiredOrNull" : "required";
    return new MemberView(
        literal,
        java,
        Names.pascal(name),
        type.java(),
        nullable ? "@Nullable " + type.java() : type.java(),
        type.codec(),
        constant,
        constant != null && required,
        required,
        orNull,
        nullable,
        resolved.path("format").asText().equals("password"),
        schema.path("deprecated").asBoolean(),
        "in." + how + "(" + literal + ", " + type.codec() + ")",
        type.isList()
            ? "Copies.list(" + java + ")"
            : type.isMap() ? "Copies.map(" + java + ")" : java,
        Docs.ofMember(schema, name, contract),
        overloads(type, java, contract, provider, schema),
        type.isList() && !type.element().contains("<") && !type.element().startsWith("@")
            ? type.element()
            : null);
  }

  private static List<Overload> overloads(
      TypeRef type, String java, Contract contract, String provider, JsonNode schema) {
    List<Overload> overloads = new ArrayList<>();
    if (type.codec().equals("Codecs.INTEGER")) {
      overloads.add(new Overload("long", "JsonNumber.of(" + java + ")"));
    } else if (type.codec().equals("Codecs.NUMBER")) {
      overloads.add(new Overload("double", "JsonNumber.of(" + java + ")"));
      overloads.add(new Overload("BigDecimal", "JsonNumber.of(" + java + ")"));
    } else if (type.model()) {
      JsonNode target = contract.resolve(schema);
      List<JsonNode> only = Contract.branches(target);
      if (Contract.reference(schema) == null && only.size() == 1) {
        target = contract.resolve(only.get(0));
      }
      if (Contract.values(target) != null) {
        overloads.add(new Overload("String", type.java() + ".of(" + java + ")"));
      }
      for (UnionView.Wrapped wrapped : UnionView.wrapped(target, contract, provider)) {
        overloads.add(new Overload(wrapped.type(), type.java() + ".of(" + java + ")"));
      }
    }
    return overloads;
  }
}
