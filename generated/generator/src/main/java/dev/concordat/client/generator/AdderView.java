package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of a short way to set or extend a member: a method of a builder, or a
 * factory.
 *
 * @param method its name
 * @param signature its parameters
 * @param value the expression that it makes
 * @param adding the statement that adds it
 */
record AdderView(String method, String signature, String value, String adding) {
  private static final int MOST_ARGUMENTS = 3;

  /**
   * What a type can be made of at once: its required members, where there are few.
   *
   * @param types the types of the arguments
   * @param names their names
   * @param value the expression that makes it
   */
  record Factory(List<String> types, List<String> names, String value) {
    String signature() {
      List<String> parameters = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        parameters.add(types.get(i) + " " + names.get(i));
      }
      return String.join(", ", parameters);
    }
  }

  /** A branch of a union that is told apart by a member's value. */
  private record Tagged(String tag, String component) {}

  /** The factory of a component; null if it is no object, or needs more than a few arguments. */
  static @Nullable Factory factory(String component, ContractTree contract, String provider) {
    Factory found = factory(component, contract, provider, false, 0);
    return found == null || found.types().isEmpty() ? null : found;
  }

  // Where nothing is required but the tag, of the first member.
  private static @Nullable Factory branch(
      String component, ContractTree contract, String provider) {
    return factory(component, contract, provider, true, 0);
  }

  private static @Nullable Factory factory(
      String component, ContractTree contract, String provider, boolean orFirst, int depth) {
    JsonNode schema = contract.schema(component);
    if (!ContractTree.isModel(schema)
        || !ContractTree.isObject(schema)
        || depth > 3
        || lacksOther(schema, contract)) {
      return null;
    }
    List<String> types = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    String type = Names.type(component, provider);
    StringBuilder value = new StringBuilder(type + ".builder()");
    for (Map.Entry<String, JsonNode> property : members(component, contract, orFirst)) {
      String member = Names.members(schema).getOrDefault(property.getKey(), property.getKey());
      String reference = ContractTree.reference(property.getValue());
      Factory inner =
          reference == null ? null : factory(reference, contract, provider, false, depth + 1);
      boolean whole = reference != null && !contract.essentials().of(reference).isEmpty();
      if (inner != null && (inner.types().size() == 1 || whole)) {
        types.addAll(inner.types());
        names.addAll(inner.names());
        value.append('.').append(member).append('(').append(inner.value()).append(')');
      } else {
        types.add(argument(property.getValue(), contract, provider));
        names.add(member);
        value.append('.').append(member).append('(').append(member).append(')');
      }
    }
    boolean few = types.size() <= MOST_ARGUMENTS && names.size() == types.size();
    return few ? new Factory(types, List.copyOf(names), value + ".build()") : null;
  }

  // Whether it needs one of several members, so that what is required is never all of it.
  private static boolean lacksOther(JsonNode schema, ContractTree contract) {
    return Implied.of(schema).stream()
        .map(Implied::member)
        .anyMatch(member -> Implied.isAlways(schema, member, contract));
  }

  private static List<Map.Entry<String, JsonNode>> members(
      String component, ContractTree contract, boolean orFirst) {
    JsonNode schema = contract.schema(component);
    Set<String> essential = contract.essentials().of(component);
    List<Map.Entry<String, JsonNode>> free = new ArrayList<>();
    List<Map.Entry<String, JsonNode>> required = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      if (!MemberView.isGiven(contract.resolve(property.getValue()))) {
        free.add(property);
        if (ContractTree.isRequired(schema, name) || essential.contains(name)) {
          required.add(property);
        }
      }
    }
    return required.isEmpty() && orFirst && !free.isEmpty() ? free.subList(0, 1) : required;
  }

  // The plainest type that a builder takes for a member.
  private static String argument(JsonNode schema, ContractTree contract, String provider) {
    TypeRef type = TypeRef.of(schema, contract, provider);
    if (type.codec().equals("Codecs.INTEGER")) {
      return "long";
    } else if (type.codec().equals("Codecs.NUMBER")) {
      return "double";
    }
    if (type.codec().equals("Codecs.OBJECT")) {
      return "String"; // Its JSON.
    }
    JsonNode resolved = contract.resolve(schema);
    boolean text =
        ContractTree.values(resolved) != null
            || UnionView.wrapped(resolved, contract, provider).stream()
                .anyMatch(wrapped -> wrapped.type().equals("String"));
    return type.model() && text ? "String" : type.java();
  }

  /** Factories of a union's branches, by what tells them apart. */
  static List<AdderView> factories(JsonNode union, ContractTree contract, String provider) {
    List<AdderView> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(Set.of("of", "fromJson"));
    for (Tagged branch : tagged(union, contract)) {
      Factory factory = branch(branch.component(), contract, provider);
      String name = Names.member(branch.tag());
      boolean empty = factory != null && factory.types().isEmpty() && name.equals("text");
      if (factory != null && !empty && names.add(name)) {
        all.add(new AdderView(name, factory.signature(), factory.value(), ""));
      }
    }
    return all;
  }

  /**
   * Ways to add to a list without naming what is added.
   *
   * @param free whether a method of this name and these parameters may be added
   */
  static List<AdderView> toList(
      int place,
      String member,
      JsonNode items,
      ContractTree contract,
      String provider,
      Predicate<String> free) {
    List<AdderView> all = new ArrayList<>();
    String singular = member.endsWith("s") ? member.substring(0, member.length() - 1) : member;
    for (Tagged branch : tagged(contract.resolve(items), contract)) {
      all.addAll(
          of(
              "add" + Names.pascal(branch.tag()) + Names.pascal(singular),
              branch.component(),
              contract,
              provider));
    }
    String component = ContractTree.reference(items);
    if (component != null && ContractTree.isObject(contract.schema(component))) {
      all.add(built("add" + Names.pascal(member), Names.type(component, provider)));
    }
    return all.stream()
        .filter(adder -> free.test(adder.key()))
        .map(adder -> adder.adding("add(" + place + ", " + adder.value + ");"))
        .toList();
  }

  /** Ways to add to a union that has a list among its branches. */
  static List<AdderView> toUnion(
      int place,
      String type,
      String member,
      JsonNode union,
      ContractTree contract,
      String provider,
      Predicate<String> free) {
    List<AdderView> all = new ArrayList<>();
    JsonNode items = listed(union, contract);
    if (items != null) {
      for (Tagged branch : tagged(contract.resolve(items), contract)) {
        all.addAll(of("add" + Names.pascal(branch.tag()), branch.component(), contract, provider));
      }
    }
    String present = items(place, type, member);
    return all.stream()
        .filter(adder -> free.test(adder.key()))
        .map(
            adder ->
                adder.adding(
                    "set("
                        + place
                        + ", "
                        + type
                        + ".of(Copies.append("
                        + present
                        + ", "
                        + adder.value
                        + ")));"))
        .toList();
  }

  // The items that a union has already, if it is a list.
  private static String items(int place, String type, String member) {
    String found = "found(" + place + ")";
    return found
        + " instanceof "
        + type
        + ".Items items ? items.value() : Copies.nothing("
        + found
        + ", "
        + Names.literal(member)
        + ")";
  }

  private AdderView adding(String statement) {
    return new AdderView(method, signature, value, statement);
  }

  /** The items of a union's only branch that is a list; null if it has none. */
  static @Nullable JsonNode listed(JsonNode union, ContractTree contract) {
    JsonNode items = null;
    for (JsonNode branch : ContractTree.branches(union)) {
      if (ContractTree.reference(branch) == null && branch.has("items")) {
        if (items != null) {
          return null;
        }
        items = branch.path("items");
      }
    }
    return items;
  }

  private static List<AdderView> of(
      String name, String component, ContractTree contract, String provider) {
    List<AdderView> all = new ArrayList<>();
    Factory factory = branch(component, contract, provider);
    if (factory != null) {
      all.add(new AdderView(name, factory.signature(), factory.value(), ""));
    }
    all.add(built(name, Names.type(component, provider)));
    return all;
  }

  private static AdderView built(String name, String type) {
    return new AdderView(
        name, "Consumer<" + type + ".Builder> building", type + ".build(building)", "");
  }

  // What makes two methods clash.
  private String key() {
    return method + "(" + signature.replaceAll("<[^()]*>", "").replaceAll(" \\w+", "") + ")";
  }

  private static List<Tagged> tagged(JsonNode union, ContractTree contract) {
    List<Tagged> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> mapping :
        union.path("discriminator").path("mapping").properties()) {
      String component = ContractTree.name(mapping.getValue().asString(""));
      // A union of one branch is as good as that.
      List<JsonNode> branches = ContractTree.branches(contract.schema(component));
      if (branches.size() == 1 && ContractTree.reference(branches.get(0)) != null) {
        component = ContractTree.reference(branches.get(0));
      }
      if (component != null && ContractTree.isObject(contract.schema(component))) {
        all.add(new Tagged(mapping.getKey(), component));
      }
    }
    return all;
  }
}
