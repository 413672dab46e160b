package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of a union.
 *
 * @param tag the member that tells the branches apart, as a Java literal; null if none does
 * @param tagged the values of that member and the branches that they mean
 * @param models the branches that are components
 * @param wrapped the branches that are not, each a record inside of the union
 * @param attempts the branches in the order in which they are tried where no tag helps
 * @param text whether it has a text
 * @param textual whether one branch is a text
 * @param texts the type of the items of a branch that is a list of what has a text; null if none is
 * @param factories short ways to make its branches
 */
record UnionView(
    @Nullable String tag,
    List<Tagged> tagged,
    List<Model> models,
    List<Wrapped> wrapped,
    List<Attempt> attempts,
    boolean text,
    boolean textual,
    @Nullable String texts,
    Roles.@Nullable Role role,
    List<AdderView> factories) {

  record Tagged(String value, String adapter) {}

  record Model(String type, String adapter) {}

  /**
   * A branch that is no component.
   *
   * @param name the record's name
   * @param type what it holds
   * @param copy the expression that its constructor keeps
   * @param element the type of a list's items if they can be given one by one, else null
   */
  record Wrapped(String name, String type, String codec, String copy, @Nullable String element) {}

  /**
   * A way to read a value.
   *
   * @param json the class that the JSON must be of
   * @param read the expression that reads it
   * @param only whether no other branch takes JSON of that class
   */
  record Attempt(String json, String read, boolean only) {}

  /** The interface of its role, to stand before others; empty if it has none. */
  public String roleType() {
    return role == null || role.type().isEmpty() ? "" : role.type() + ", ";
  }

  static UnionView of(
      String component, JsonNode schema, Contract contract, Roles roles, String provider) {
    String name = Names.type(component, provider);
    List<Model> models = new ArrayList<>();
    for (JsonNode branch : Contract.branches(schema)) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      if (type.model()) {
        models.add(new Model(type.java(), type.codec()));
      }
    }
    List<Tagged> tagged = new ArrayList<>();
    JsonNode discriminator = schema.path("discriminator");
    String tag = discriminator.path("propertyName").asText(null);
    for (Map.Entry<String, JsonNode> mapping : discriminator.path("mapping").properties()) {
      String branch =
          mapping.getValue().asText().substring(mapping.getValue().asText().lastIndexOf('/') + 1);
      tagged.add(
          new Tagged(
              Names.literal(mapping.getKey()),
              TypeRef.codec(Names.type(branch, provider), contract.schema(branch))));
    }
    List<Wrapped> wrapped = wrapped(schema, contract, provider);
    return new UnionView(
        tag == null ? null : Names.literal(tag),
        tagged,
        models,
        wrapped,
        attempts(name, schema, contract, provider, tag != null),
        roles.hasText(contract.component(component)),
        wrapped.stream().anyMatch(one -> one.type().equals("String")),
        texts(schema, contract, roles, provider),
        roles.of(component),
        AdderView.factories(schema, contract, provider));
  }

  private static @Nullable String texts(
      JsonNode schema, Contract contract, Roles roles, String provider) {
    JsonNode items = AdderView.listed(schema, contract);
    if (items == null || Contract.reference(items) == null) {
      return null;
    }
    boolean plain = contract.resolve(items).path("properties").has("text");
    return plain || roles.hasText(items) ? TypeRef.of(items, contract, provider).java() : null;
  }

  /** The branches that are no components: texts, numbers, lists and so on. */
  static List<Wrapped> wrapped(JsonNode schema, Contract contract, String provider) {
    List<Wrapped> wrapped = new ArrayList<>();
    for (JsonNode branch : Contract.branches(schema)) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      if (type.model()) {
        continue;
      }
      String kind = kind(branch, contract);
      long same = wrapped.stream().filter(one -> one.name().startsWith(kind)).count();
      wrapped.add(
          new Wrapped(
              same == 0 ? kind : kind + (same + 1),
              type.java(),
              type.codec(),
              type.isList()
                  ? "Copies.list(value)"
                  : type.isMap() ? "Copies.map(value)" : "requireNonNull(value, \"value\")",
              varargs(type) ? type.element() : null));
    }
    // Two of one erasure would clash as overloads and as factories.
    List<Wrapped> distinct = new ArrayList<>();
    for (Wrapped one : wrapped) {
      if (distinct.stream().noneMatch(other -> erasure(other).equals(erasure(one)))) {
        distinct.add(one);
      }
    }
    if (distinct.size() != wrapped.size()) {
      throw new IllegalArgumentException(
          "two branches of a union that are both " + wrapped.get(wrapped.size() - 1).type());
    }
    return wrapped;
  }

  // Not of texts, since a single one would look like the branch that is a text.
  private static boolean varargs(TypeRef type) {
    return type.isList()
        && !type.element().startsWith("@")
        && !type.element().contains("<")
        && !type.element().equals("String");
  }

  private static String erasure(Wrapped wrapped) {
    return wrapped.type().replaceAll("<.*", "");
  }

  private static List<Attempt> attempts(
      String name, JsonNode schema, Contract contract, String provider, boolean tagged) {
    List<Attempt> attempts = new ArrayList<>();
    Iterator<Wrapped> wrapped = wrapped(schema, contract, provider).iterator();
    List<JsonNode> branches = Contract.branches(schema);
    for (JsonNode branch : branches) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      String json = json(branch, contract);
      String read = type.codec() + ".read(json)";
      if (!type.model()) {
        read = "new " + name + "." + wrapped.next().name() + "(" + read + ")";
      } else if (tagged) {
        continue;
      }
      long same = branches.stream().filter(one -> json(one, contract).equals(json)).count();
      attempts.add(new Attempt(json, read, same == 1));
    }
    return attempts;
  }

  private static String kind(JsonNode branch, Contract contract) {
    return switch (type(branch, contract)) {
      case "string" -> "Text";
      case "array" -> "Items";
      case "integer", "number" -> "Numeric";
      case "boolean" -> "Flag";
      default -> "Members";
    };
  }

  private static String json(JsonNode branch, Contract contract) {
    return switch (type(branch, contract)) {
      case "string" -> "JsonString";
      case "array" -> "JsonArray";
      case "integer", "number" -> "JsonNumber";
      case "boolean" -> "JsonBoolean";
      case "object" -> "JsonObject";
      default -> "JsonValue";
    };
  }

  private static String type(JsonNode branch, Contract contract) {
    JsonNode resolved = contract.resolve(branch);
    List<String> types = Contract.types(resolved);
    if (types.size() == 1) {
      return types.get(0);
    }
    // A union inside of a union: what its branches have in common.
    List<JsonNode> inner = Contract.branches(resolved);
    List<String> common = inner.stream().map(one -> type(one, contract)).distinct().toList();
    return common.size() == 1 ? common.get(0) : "any";
  }
}
