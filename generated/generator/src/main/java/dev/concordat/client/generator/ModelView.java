package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of a component. One of {@code object}, {@code union}, {@code values}
 * and {@code items} is there, and says which kind it is.
 */
record ModelView(
    String className,
    String adapter,
    List<String> docs,
    List<String> parents,
    @Nullable ObjectView object,
    @Nullable UnionView union,
    @Nullable EnumView values,
    @Nullable ItemsView items) {

  record ObjectView(
      List<MemberView> members,
      Roles.@Nullable Role role,
      AdderView.@Nullable Factory factory,
      boolean textless) {
    /** The interface of its role, to stand before others; empty if it has none. */
    public String roleType() {
      return role == null || role.type().isEmpty() ? "" : role.type() + ", ";
    }

    public String factorySignature() {
      return factory == null ? "" : factory.signature();
    }
  }

  record EnumView(List<Constant> constants) {}

  record Constant(String name, String value, String doc) {}

  record ItemsView(String type, String codec, boolean plain) {}

  static ModelView of(
      String name, ContractTree contract, Streams streams, Roles roles, String provider) {
    JsonNode schema = contract.schema(name);
    String type = Names.type(name, provider);
    List<String> values = ContractTree.values(schema);
    ObjectView object = null;
    UnionView union = null;
    ItemsView items = null;
    EnumView constants = null;
    if (values != null) {
      constants = new EnumView(constants(values));
    } else if (schema.has("oneOf")) {
      union = UnionView.of(name, schema, contract, roles, provider);
    } else if (ContractTree.isObject(schema)) {
      object = object(name, schema, contract, streams, roles, provider);
    } else {
      TypeRef item = TypeRef.item(schema.path("items"), contract, provider);
      items =
          new ItemsView(
              item.java(),
              item.codec(),
              !item.java().contains("<") && !item.java().startsWith("@"));
    }
    return new ModelView(
        type,
        TypeRef.codec(type, schema),
        docs(schema, contract),
        parents(name, contract, provider),
        object,
        union,
        constants,
        items);
  }

  // Not as an annotation: every type that names it, such as its union, would be warned of.
  private static List<String> docs(JsonNode schema, ContractTree contract) {
    List<String> docs = Docs.of(schema, contract);
    if (schema.path("deprecated").asBoolean(false)) {
      docs.add("");
      docs.add(" <p>The contract calls it deprecated.");
    }
    return docs;
  }

  private static ObjectView object(
      String name,
      JsonNode schema,
      ContractTree contract,
      Streams streams,
      Roles roles,
      String provider) {
    AdderView.Factory factory = AdderView.factory(name, contract, provider);
    // Of two unions that have a text each it would inherit both methods.
    long texts =
        contract.names().stream()
            .filter(
                union ->
                    ContractTree.branches(contract.schema(union)).stream()
                        .anyMatch(branch -> name.equals(ContractTree.reference(branch))))
            .filter(union -> roles.hasText(contract.component(union)))
            .count();
    Roles.Role role = roles.of(name);
    boolean own =
        schema.path("properties").has("text")
            || (role != null
                && role.methods().stream().anyMatch(m -> m.head().equals("String text()")));
    return new ObjectView(
        members(name, schema, contract, streams, provider), role, factory, texts > 1 && !own);
  }

  private static List<MemberView> members(
      String owner, JsonNode schema, ContractTree contract, Streams streams, String provider) {
    List<MemberView> members = new ArrayList<>();
    Map<String, String> names = Names.members(schema);
    Set<String> methods = new LinkedHashSet<>(names.values());
    Set<String> adders = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      boolean required = ContractTree.isRequired(schema, name) && !streams.mayBeAbsent(owner, name);
      members.add(
          MemberView.of(
              members.size(),
              owner,
              name,
              names.getOrDefault(name, name),
              property.getValue(),
              required,
              contract,
              streams,
              provider,
              methods,
              adders::add));
    }
    return members;
  }

  private static List<Constant> constants(List<String> values) {
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (String value : values) {
      String name = Names.constant(value);
      while (constants.containsKey(name)) {
        name += "_";
      }
      constants.put(
          name, new Constant(name, Names.literal(value), Docs.escape(Names.literal(value))));
    }
    return List.copyOf(constants.values());
  }

  // The unions that a component is a branch of.
  private static List<String> parents(String component, ContractTree contract, String provider) {
    List<String> parents = new ArrayList<>();
    for (String name : contract.names()) {
      for (JsonNode branch : ContractTree.branches(contract.schema(name))) {
        if (component.equals(ContractTree.reference(branch))) {
          parents.add(Names.type(name, provider));
        }
      }
    }
    return parents;
  }
}
