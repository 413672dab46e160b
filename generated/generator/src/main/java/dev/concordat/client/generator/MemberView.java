package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
 * @param how the call that describes it
 * @param overloads other types that the builder takes
 * @param append the type of an item that the builder adds; null if it adds none
 * @param hasName the method that tells whether it is there
 * @param numberName the method that gives a whole number with its text
 * @param number the method that gives a whole number as a {@code long}; null if it is none
 * @param adders short ways to add to it
 * @param place its place among the members
 * @param get the method that its accessor calls
 * @param otherwise what its accessor gives in place of null
 */
record MemberView(
    String json,
    String name,
    String pascal,
    String hasName,
    String numberName,
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
    String how,
    List<String> docs,
    List<Overload> overloads,
    @Nullable String append,
    @Nullable String number,
    List<AdderView> adders,
    int place,
    String get,
    String otherwise) {

  /** A type that a builder takes in place of the member's own, and the expression that turns it. */
  record Overload(String type, String value) {}

  static MemberView of(
      int place,
      String owner,
      String name,
      String java,
      JsonNode schema,
      boolean required,
      ContractTree contract,
      Streams streams,
      String provider,
      Set<String> methods,
      Predicate<String> free) {
    TypeRef type = TypeRef.of(schema, contract, provider);
    JsonNode resolved = contract.resolve(schema);
    boolean orNull = contract.allowsNull(schema);
    boolean nullable = !required || orNull;
    String constant =
        resolved.path("const").isString()
            ? Names.literal(resolved.path("const").asString(""))
            : null;
    String literal = Names.literal(name);
    String pascal = Names.pascal(name) + java.substring(Names.member(name).length());
    String hasName = Names.free("has" + pascal, methods);
    String numberName = Names.free(java + "Number", methods);
    methods.add(hasName);
    methods.add(numberName);
    String otherwise = otherwise(type, streams, owner, name);
    boolean lenient = streams.isLenient(owner) && type.codec().equals("Codecs.INTEGER");
    String codec = lenient ? "Codecs.NUMBER" : type.codec();
    JsonNode union = onlyBranch(schema, contract);
    boolean toUnion = TypeRef.isUnion(union) && type.model();
    String how = !required ? "optional" : orNull ? "requiredOrNull" : "required";
    return new MemberView(
        literal,
        java,
        pascal,
        hasName,
        numberName,
        type.java(),
        returns(type, nullable, otherwise),
        codec,
        constant,
        constant != null && required,
        required,
        orNull,
        nullable,
        resolved.path("format").asString("").equals("password"),
        schema.path("deprecated").asBoolean(false),
        constant != null && required
            ? "fixed(" + literal + ", " + constant + ")"
            : how
                + "("
                + literal
                + ", "
                + codec
                + ")"
                + (required ? given(resolved) : "")
                + implies(contract.schema(owner), name, contract, provider),
        Docs.ofMember(schema, name, contract),
        overloads(type, java, contract, provider, schema),
        type.isList() && !type.element().contains("<") && !type.element().startsWith("@")
            ? type.element()
            : null,
        type.codec().equals("Codecs.INTEGER") ? (lenient ? "wholeValue" : "longValue") : null,
        type.isList()
            ? AdderView.toList(place, name, resolved.path("items"), contract, provider, free)
            : toUnion
                ? AdderView.toUnion(place, type.java(), name, union, contract, provider, free)
                : List.of(),
        place,
        get(type, nullable, otherwise, lenient),
        otherwise);
  }

  /** Whether it has one value only, which a builder knows by itself. */
  static boolean isGiven(JsonNode resolved) {
    return resolved.path("const").isString() || !given(resolved).isEmpty();
  }

  // The constant that a builder starts from; texts cannot even be set.
  private static String given(JsonNode resolved) {
    JsonNode value = resolved.path("const");
    if (value.isBoolean()) {
      return ".given(" + value.booleanValue() + ")";
    }
    return value.isNumber() ? ".given(JsonNumber.of(\"" + value.asString() + "\"))" : "";
  }

  // What is set with it.
  private static String implies(
      JsonNode owner, String name, ContractTree contract, String provider) {
    JsonNode properties = owner.path("properties");
    for (Implied implied : Implied.of(owner)) {
      JsonNode member = properties.path(implied.member());
      TypeRef type = TypeRef.of(member, contract, provider);
      boolean known = type.model() && ContractTree.values(contract.resolve(member)) != null;
      if (implied.by().equals(name) && (known || type.java().equals("String"))) {
        int place = List.copyOf(properties.propertyNames()).indexOf(implied.member());
        String value = Names.literal(implied.value());
        String made = known ? type.java() + ".of(" + value + ")" : value;
        return ".implies(" + place + ", " + made + ")";
      }
    }
    return "";
  }

  // Lists are never null; a choice that does not say which one it is is the first.
  private static String otherwise(TypeRef type, Streams streams, String owner, String name) {
    if (type.isList()) {
      return "List.of()";
    }
    return streams.isKey(owner, name) ? "0L" : "null";
  }

  private static String get(TypeRef type, boolean nullable, String otherwise, boolean lenient) {
    boolean canBeNull = nullable && otherwise.equals("null");
    if (type.codec().equals("Codecs.INTEGER")) {
      return (lenient ? "wholePart" : "whole") + (canBeNull ? "OrNull" : "");
    } else if (type.isList()) {
      return "list";
    }
    return canBeNull ? "found" : "value";
  }

  private static String returns(TypeRef type, boolean nullable, String otherwise) {
    boolean canBeNull = nullable && otherwise.equals("null");
    if (type.codec().equals("Codecs.INTEGER")) {
      return canBeNull ? "@Nullable Long" : "long";
    }
    return canBeNull ? "@Nullable " + type.java() : type.java();
  }

  /** Whether its accessor gives something else in place of null. */
  public boolean hasOtherwise() {
    return nullable && !otherwise.equals("null");
  }

  /** Whether there is a method that tells whether it is there. */
  public boolean asks() {
    return !required && (orNull || hasOtherwise());
  }

  /** What its accessor gives in place of null, in words. */
  public String otherwiseDoc() {
    return otherwise.equals("0L") ? "0" : "an empty list";
  }

  /** Whether numbers can be added as such. */
  public boolean appendsNumbers() {
    return codec.equals("Codecs.list(Codecs.INTEGER)");
  }

  /** Whether what is added may be of another type. */
  public boolean converts() {
    return append != null && codec.contains("Adapter.INSTANCE");
  }

  /** Whether it is a whole number. */
  public boolean whole() {
    return number != null;
  }

  // What a schema is, null beside it or not.
  private static JsonNode onlyBranch(JsonNode schema, ContractTree contract) {
    List<JsonNode> only = ContractTree.branches(schema);
    return ContractTree.reference(schema) == null && only.size() == 1
        ? contract.resolve(only.get(0))
        : contract.resolve(schema);
  }

  private static List<Overload> overloads(
      TypeRef type, String java, ContractTree contract, String provider, JsonNode schema) {
    List<Overload> overloads = new ArrayList<>();
    if (type.codec().equals("Codecs.INTEGER")) {
      overloads.add(new Overload("long", "JsonNumber.of(" + java + ")"));
    } else if (type.codec().equals("Codecs.NUMBER")) {
      overloads.add(new Overload("double", "JsonNumber.of(" + java + ")"));
      overloads.add(new Overload("BigDecimal", "JsonNumber.of(" + java + ")"));
    } else if (type.codec().equals("Codecs.OBJECT")) {
      overloads.add(new Overload("String", "JsonObject.parse(" + java + ")"));
    } else if (type.model()) {
      JsonNode target = onlyBranch(schema, contract);
      if (ContractTree.isObject(target)) {
        overloads.add(
            new Overload(
                "Consumer<" + type.java() + ".Builder>", type.java() + ".build(" + java + ")"));
      }
      if (ContractTree.values(target) != null) {
        overloads.add(new Overload("String", type.java() + ".of(" + java + ")"));
      }
      // A text that has known values is a branch by itself.
      for (JsonNode branch : ContractTree.branches(target)) {
        TypeRef text = TypeRef.of(branch, contract, provider);
        if (text.model() && ContractTree.values(contract.resolve(branch)) != null) {
          overloads.add(new Overload("String", text.java() + ".of(" + java + ")"));
        }
      }
      for (UnionView.Wrapped wrapped : UnionView.wrapped(target, contract, provider)) {
        if (wrapped.plain()) {
          overloads.add(new Overload(wrapped.type(), type.java() + ".of(" + java + ")"));
        }
      }
    }
    return overloads;
  }
}
