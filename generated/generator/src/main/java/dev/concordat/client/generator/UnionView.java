package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
   * @param factory the method that makes it: two of one erasure need two names
   * @param type what it holds
   * @param copy the expression that its constructor keeps
   * @param element the type of a list's items if they can be given one by one, else null
   */
  record Wrapped(
      String name,
      String factory,
      String type,
      String codec,
      String copy,
      @Nullable String element) {

    /** Whether it can be told from its type alone. */
    boolean plain() {
      return factory.equals("of");
    }
  }

  /**
   * A way to read a value.
   *
   * @param json the class that the JSON must be of
   * @param guards what else has to hold before it is tried
   * @param read the expression that reads it
   * @param only whether no other branch takes JSON of that class
   */
  record Attempt(String json, List<String> guards, String read, boolean only) {}

  /** A branch, or one of a union that is a branch. */
  private record Leaf(
      String json, String read, JsonNode schema, @Nullable String guard, int demands) {}

  /** The interface of its role, to stand before others; empty if it has none. */
  public String roleType() {
    return role == null || role.type().isEmpty() ? "" : role.type() + ", ";
  }

  static UnionView of(
      String component, JsonNode schema, ContractTree contract, Roles roles, String provider) {
    String name = Names.type(component, provider);
    List<Model> models = new ArrayList<>();
    for (JsonNode branch : ContractTree.branches(schema)) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      if (type.model()) {
        models.add(new Model(type.java(), type.codec()));
      }
    }
    List<Tagged> tagged = new ArrayList<>();
    JsonNode discriminator = schema.path("discriminator");
    String tag = discriminator.path("propertyName").asString(null);
    for (Map.Entry<String, JsonNode> mapping : discriminator.path("mapping").properties()) {
      String branch = ContractTree.name(mapping.getValue().asString(""));
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
      JsonNode schema, ContractTree contract, Roles roles, String provider) {
    JsonNode items = AdderView.listed(schema, contract);
    if (items == null || ContractTree.reference(items) == null) {
      return null;
    }
    boolean plain = contract.resolve(items).path("properties").has("text");
    return plain || roles.hasText(items) ? TypeRef.of(items, contract, provider).java() : null;
  }

  /** The branches that are no components: texts, numbers, lists and so on. */
  static List<Wrapped> wrapped(JsonNode schema, ContractTree contract, String provider) {
    List<Wrapped> wrapped = new ArrayList<>();
    for (JsonNode branch : ContractTree.branches(schema)) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      if (type.model()) {
        continue;
      }
      String kind = kind(branch, contract);
      long same = wrapped.stream().filter(one -> one.name().startsWith(kind)).count();
      String name = same == 0 ? kind : kind + (same + 1);
      boolean clashes =
          wrapped.stream().anyMatch(other -> erasure(other.type()).equals(erasure(type.java())));
      wrapped.add(
          new Wrapped(
              name,
              clashes ? "of" + name : "of",
              type.java(),
              type.codec(),
              type.isList()
                  ? "Copies.list(value)"
                  : type.isMap() ? "Copies.map(value)" : "requireNonNull(value, \"value\")",
              varargs(type) ? type.element() : null));
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

  private static String erasure(String type) {
    return type.replaceAll("<.*", "");
  }

  // In the order in which they are tried: of one kind, what demands more comes first.
  private static List<Attempt> attempts(
      String name, JsonNode schema, ContractTree contract, String provider, boolean tagged) {
    List<Leaf> leaves = new ArrayList<>();
    Leaves branches = new Leaves(contract::schema, contract.refusals());
    addLeaves(name, schema, contract, provider, branches, leaves);
    if (tagged) {
      leaves.removeIf(leaf -> ContractTree.isObject(leaf.schema()));
    }
    Map<String, List<Leaf>> kinds = new LinkedHashMap<>();
    leaves.forEach(leaf -> kinds.computeIfAbsent(leaf.json(), k -> new ArrayList<>()).add(leaf));
    List<Attempt> attempts = new ArrayList<>();
    kinds.forEach(
        (json, alike) -> {
          alike.sort(Comparator.comparingInt(Leaf::demands).reversed());
          for (Leaf leaf : alike) {
            attempts.add(
                new Attempt(json, guards(leaf, alike, branches), leaf.read(), alike.size() == 1));
          }
        });
    return attempts;
  }

  private static void addLeaves(
      String name,
      JsonNode union,
      ContractTree contract,
      String provider,
      Leaves branches,
      List<Leaf> leaves) {
    Iterator<Wrapped> wrapped = wrapped(union, contract, provider).iterator();
    for (JsonNode branch : ContractTree.branches(union)) {
      TypeRef type = TypeRef.of(branch, contract, provider);
      JsonNode target = contract.resolve(branch);
      String read = type.codec() + ".read(json)";
      if (!type.model()) {
        read = "new " + name + "." + wrapped.next().name() + "(" + read + ")";
      } else if (TypeRef.isUnion(target)) {
        addLeaves(type.java(), target, contract, provider, branches, leaves);
        continue;
      }
      leaves.add(
          new Leaf(
              json(branch, contract),
              read,
              target,
              guard(union, ContractTree.reference(branch)),
              branches.demands(target)));
    }
  }

  // The values of a union's own discriminator that mean a branch.
  private static @Nullable String guard(JsonNode union, @Nullable String branch) {
    JsonNode discriminator = union.path("discriminator");
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> mapping : discriminator.path("mapping").properties()) {
      if (mapping.getValue().asString("").endsWith("/" + branch)) {
        values.add(mapping.getKey());
      }
    }
    return values.isEmpty()
        ? null
        : isOneOf(discriminator.path("propertyName").asString(""), values);
  }

  // Constants that another branch does not have.
  private static List<String> guards(Leaf leaf, List<Leaf> alike, Leaves branches) {
    List<String> guards = new ArrayList<>();
    if (alike.size() > 1 && leaf.guard() != null) {
      guards.add(leaf.guard());
    }
    for (Map.Entry<String, JsonNode> property : leaf.schema().path("properties").properties()) {
      String member = property.getKey();
      List<String> own = branches.constants(leaf.schema(), member);
      boolean tells =
          !own.isEmpty()
              && alike.stream()
                  .map(other -> branches.constants(other.schema(), member))
                  .anyMatch(more -> !more.isEmpty() && more.stream().noneMatch(own::contains));
      String guard = isOneOf(member, own);
      if (tells && !guards.contains(guard)) {
        guards.add(guard);
      }
    }
    return guards;
  }

  private static String isOneOf(String member, List<String> values) {
    List<String> literals = values.stream().map(Names::literal).toList();
    return "json.isOneOf(" + Names.literal(member) + ", " + String.join(", ", literals) + ")";
  }

  private static String kind(JsonNode branch, ContractTree contract) {
    return switch (type(branch, contract)) {
      case "string" -> "Text";
      case "array" -> "Items";
      case "integer", "number" -> "Numeric";
      case "boolean" -> "Flag";
      default -> "Members";
    };
  }

  private static String json(JsonNode branch, ContractTree contract) {
    return switch (type(branch, contract)) {
      case "string" -> "JsonString";
      case "array" -> "JsonArray";
      case "integer", "number" -> "JsonNumber";
      case "boolean" -> "JsonBoolean";
      case "object" -> "JsonObject";
      default -> "JsonValue";
    };
  }

  private static String type(JsonNode branch, ContractTree contract) {
    JsonNode resolved = contract.resolve(branch);
    List<String> types = ContractTree.types(resolved);
    if (types.size() == 1) {
      return types.get(0);
    }
    // A union inside of a union: what its branches have in common.
    List<JsonNode> inner = ContractTree.branches(resolved);
    List<String> common = inner.stream().map(one -> type(one, contract)).distinct().toList();
    return common.size() == 1 ? common.get(0) : "any";
  }
}
