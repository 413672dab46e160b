package dev.concordat.client.generator;

import dev.concordat.language.Components;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A contract as a tree, in the form that the client is made from: operations that are left out are
 * gone, references to all but schemas are resolved, schemas are in their normal form. What cannot
 * be generated is refused while it is read.
 */
final class ContractTree {
  // More references after each other than that are taken for a circle.
  private static final int MAX_REFERENCES = 100;

  private final ObjectNode root;
  private final Refusals refusals;
  private final List<PathOperation> operations = new ArrayList<>();
  private final List<JsonNode> habits = new ArrayList<>();
  private final Essentials essentials;

  /**
   * An operation, and where it stands.
   *
   * @param item what stands around it, parameters of all its operations among it
   */
  record PathOperation(String path, String method, JsonNode item, ObjectNode node) {}

  /**
   * Reads a contract.
   *
   * @throws RefusedContractException if something in it cannot be generated
   */
  ContractTree(Source source) {
    this.root = source.root();
    Source ledger = source.beside("ledger.yaml");
    if (ledger != null) {
      ledger.root().path("entries").forEach(entry -> entry.path("observed").forEach(habits::add));
    }
    this.refusals = new Refusals(source);
    Usage usage = new Usage(root, refusals);
    usage.omit();
    operations.addAll(usage.operations());
    checkVersion();
    SchemaCheck check = new SchemaCheck(root, refusals);
    for (String name : names()) {
      check.check(schemas().path(name), "/components/schemas/" + SchemaCheck.escaped(name));
    }
    operations.forEach(operation -> visit(operation, check::check));
    ErrorCondition errors = new ErrorCondition(root, refusals);
    operations.forEach(operation -> errors.form(operation.node()));
    refusals.throwIfAny(usage::of);
    habits.forEach(this::readNullItems);
    NormalForm form = new NormalForm(schemas(), refusals);
    names().forEach(name -> schemas().set(name, form.component(name)));
    for (PathOperation operation : operations) {
      form(operation, form);
      files(operation);
    }
    OperationCheck operationCheck = new OperationCheck(this, refusals);
    operationCheck.security(root.path("security"));
    operations.forEach(operationCheck::check);
    refusals.throwIfAny(usage::of);
    for (PathOperation operation : operations) {
      ParametersView.addComponent(operation.node(), operation.item(), this);
    }
    InnerTypes inner = new InnerTypes(this);
    names().forEach(name -> inner.move(name, schema(name)));
    operations.forEach(operation -> inner.move(operation.node()));
    this.essentials = new Essentials(this);
  }

  // Of members null is read as their absence in any case.
  private void readNullItems(JsonNode habit) {
    String at = habit.path("at").asString("");
    if (habit.path("value").isNull()
        && at.startsWith("#/")
        && at.endsWith("/items")
        && root.at(at.substring(1, at.lastIndexOf('/'))) instanceof ObjectNode list
        && list.has("items")) {
      ObjectNode orNull = root.objectNode();
      orNull.putArray("anyOf").add(list.get("items")).addObject().put("type", "null");
      list.set("items", orNull);
    }
  }

  JsonNode root() {
    return root;
  }

  /**
   * What servers are known to do though the contract says otherwise, as the ledger beside tells.
   */
  List<JsonNode> habits() {
    return habits;
  }

  /** Members that are optional, and that an object is of little use without. */
  Essentials essentials() {
    return essentials;
  }

  /** The operations that the client has. */
  List<PathOperation> operations() {
    return operations;
  }

  /** What else of it the client cannot have, to be told once all of it is known. */
  Refusals refusals() {
    return refusals;
  }

  /**
   * The answers of success, by their status; where none is described, the default, which then is
   * that, too.
   */
  static Map<String, JsonNode> successes(JsonNode operation) {
    Map<String, JsonNode> successes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        successes.put(response.getKey(), response.getValue());
      }
    }
    if (successes.isEmpty() && operation.path("responses").has("default")) {
      successes.put("default", operation.path("responses").path("default"));
    }
    return successes;
  }

  /** The answer of success; a missing node if none is described. */
  static JsonNode success(JsonNode operation) {
    return successes(operation).values().stream().findFirst().orElse(MissingNode.getInstance());
  }

  /** The names of all components, moved ones included. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    schemas().propertyNames().forEach(names::add);
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
    String ref = schema.path("$ref").asString("");
    return ref.startsWith(Components.SCHEMAS) ? ref.substring(Components.SCHEMAS.length()) : null;
  }

  /** A reference to a component. */
  JsonNode component(String name) {
    return root.objectNode().put("$ref", Components.SCHEMAS + name);
  }

  /** The schema itself, or the component that it refers to. */
  JsonNode resolve(JsonNode schema) {
    String reference = reference(schema);
    return reference == null ? schema : resolve(schema(reference));
  }

  /** The name at the end of a reference, or of a name alone, that name. */
  static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** What a local reference of any kind leads to, over others perhaps, or the node itself. */
  JsonNode follow(JsonNode node) {
    String last = lastReference(root, node);
    return last.isEmpty() ? node : root.at(last.substring(1));
  }

  /**
   * The last of the local references that lead on from a node, each to the next; empty where it is
   * none.
   */
  static String lastReference(JsonNode root, JsonNode node) {
    String last = "";
    String next = node.path("$ref").asString("");
    for (int hops = 0; hops <= MAX_REFERENCES && next.startsWith("#/"); hops++) {
      last = next;
      next = root.at(last.substring(1)).path("$ref").asString("");
    }
    return last;
  }

  /** The title of a document that {@code x-source} names. */
  String document(String id) {
    return Extension.DOCUMENTS.of(root).path(id).path("title").asString(id);
  }

  /** The types of a schema but null, in order. */
  static List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isString()) {
      types.add(type.asString(""));
    }
    type.forEach(one -> types.add(one.asString("")));
    types.remove("null");
    return types;
  }

  /** Whether null is a value of this schema. */
  boolean allowsNull(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    JsonNode type = resolved.path("type");
    if (type.asString("").equals("null")) {
      return true;
    }
    for (JsonNode one : type) {
      if (one.asString("").equals("null")) {
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
      if (!branch.path("type").asString("").equals("null")) {
        branches.add(branch);
      }
    }
    return branches;
  }

  static boolean isRequired(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asString("").equals(property)) {
        return true;
      }
    }
    return false;
  }

  /** The values of an open enum; null if the schema is none. */
  static @Nullable List<String> values(JsonNode schema) {
    JsonNode values = Extension.EXTENSIBLE_ENUM.of(schema);
    if (values.isMissingNode()) {
      values = schema.path("enum");
    }
    if (values.isMissingNode() || !types(schema).equals(List.of("string"))) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    values.forEach(
        value -> {
          if (value.isString()) {
            texts.add(value.asString(""));
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

  private void checkVersion() {
    String version = root.path("openapi").asString("");
    if (!version.matches("3\\.[12]\\.\\d+")) {
      refusals.add(
          "/openapi",
          version.isEmpty() ? "`openapi`, the version, is missing" : "OpenAPI " + version,
          "write the contract in 3.1: schemas differ in 3.0");
    }
  }

  /** Takes a schema of an operation, and where it stands. */
  private interface Visitor {
    void visit(JsonNode schema, String place);
  }

  private static List<ObjectNode> holders(PathOperation operation) {
    List<ObjectNode> holders = new ArrayList<>();
    for (JsonNode list :
        List.of(operation.item().path("parameters"), operation.node().path("parameters"))) {
      list.forEach(parameter -> addHolders(parameter, holders));
    }
    addHolders(operation.node().path("requestBody"), holders);
    operation.node().path("responses").forEach(response -> addHolders(response, holders));
    return holders;
  }

  private static void addHolders(JsonNode node, List<ObjectNode> holders) {
    if (node instanceof ObjectNode object && object.has("schema")) {
      holders.add(object);
    }
    for (Map.Entry<String, JsonNode> media : node.path("content").properties()) {
      if (media.getValue() instanceof ObjectNode object) {
        Refusals.stamp(
            object, Refusals.at(node) + "/content/" + SchemaCheck.escaped(media.getKey()));
        if (object.has("schema")) {
          holders.add(object);
        }
      }
    }
  }

  private static void visit(PathOperation operation, Visitor visitor) {
    for (ObjectNode holder : holders(operation)) {
      visitor.visit(holder.path("schema"), Refusals.at(holder) + "/schema");
    }
  }

  // Those of a path are shared by its operations, and formed once.
  private static void form(PathOperation operation, NormalForm form) {
    for (ObjectNode holder : holders(operation)) {
      if (!holder.has("x-formed")) {
        holder.put("x-formed", true);
        holder.set("schema", form.form(holder.path("schema")));
      }
    }
  }

  // In a form, what has a media type and is not encoded is bytes (OpenAPI 3.1, 4.8.14.4).
  private void files(PathOperation operation) {
    JsonNode content = operation.node().path("requestBody").path("content");
    JsonNode schema = resolve(content.path("multipart/form-data").path("schema"));
    for (JsonNode property : schema.path("properties")) {
      JsonNode file = property.has("items") ? property.path("items") : property;
      boolean raw = file.has("contentMediaType") && !file.has("contentEncoding");
      if (raw
          && file instanceof ObjectNode object
          && types(object).stream().allMatch("string"::equals)) {
        object.put("type", "string").put("format", "binary");
      }
    }
  }

  private ObjectNode schemas() {
    return root.withObject("/components/schemas");
  }
}
