package dev.concordat.client.generator;

import dev.concordat.language.Components;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Which operations a contract has for the client, and which components each of them needs. */
final class Usage {

  private final ObjectNode root;
  private final Refusals refusals;
  private final List<ContractTree.PathOperation> operations = new ArrayList<>();
  private final Map<String, Set<String>> users = new LinkedHashMap<>();

  Usage(ObjectNode root, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
  }

  /** The operations that are not left out, with all references but those to schemas resolved. */
  List<ContractTree.PathOperation> operations() {
    return operations;
  }

  /**
   * Takes the operations away that the contract says to leave out of the client, and the components
   * that nobody else needs.
   */
  void omit() {
    Set<String> omitted = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      String place = "/paths/" + SchemaCheck.escaped(path.getKey());
      if (path.getValue() instanceof ObjectNode item) {
        checkItem(item, place);
        for (Map.Entry<String, JsonNode> member : item.properties()) {
          if (OperationCheck.METHODS.contains(member.getKey())
              && member.getValue() instanceof ObjectNode operation) {
            add(path.getKey(), member.getKey(), item, operation, omitted);
          }
        }
      }
    }
    ObjectNode schemas = root.withObject("/components/schemas");
    omitted.removeAll(users.keySet());
    omitted.forEach(schemas::remove);
  }

  private void checkItem(ObjectNode item, String place) {
    Set<String> known = new LinkedHashSet<>(OperationCheck.METHODS);
    known.addAll(List.of("summary", "description", "parameters"));
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      String name = member.getKey();
      if (!known.contains(name) && !name.startsWith("x-")) {
        refusals.add(
            place + "/" + SchemaCheck.escaped(name),
            "`" + name + "` of a path",
            switch (name) {
              case "servers" -> "write it at the root: a client has one address";
              case "$ref" -> "write the operations here";
              default -> "write one of " + String.join(", ", OperationCheck.METHODS);
            });
      }
    }
  }

  private void add(
      String path, String method, ObjectNode item, ObjectNode operation, Set<String> omitted) {
    String place = "/paths/" + SchemaCheck.escaped(path) + "/" + method;
    JsonNode omit = Extension.CLIENT.of(operation).path("omit");
    if (!omit.isMissingNode()) {
      if (omit.asString("").isBlank() || !omit.isString()) {
        refusals.add(
            place + "/" + Extension.CLIENT.text(),
            "`omit` without a reason",
            "write `omit: <why>`");
      }
      reach(operation, omitted);
      return;
    }
    Refusals.stamp(operation, place);
    resolve(item, place.substring(0, place.lastIndexOf('/')));
    resolve(operation, place);
    operations.add(new ContractTree.PathOperation(path, method, item, operation));
    Set<String> reached = new LinkedHashSet<>();
    reach(operation, reached);
    reach(item.path("parameters"), reached);
    String id = operation.path("operationId").asString(method + " " + path);
    reached.forEach(name -> users.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(id));
  }

  private void resolve(ObjectNode holder, String place) {
    for (int i = 0; i < holder.path("parameters").size(); i++) {
      JsonNode parameter = holder.path("parameters").path(i);
      ((ArrayNode) holder.path("parameters"))
          .set(i, resolved(parameter, place + "/parameters/" + i));
    }
    if (holder.has("requestBody")) {
      JsonNode body = resolved(holder.path("requestBody"), place + "/requestBody");
      holder.set("requestBody", body);
      content(body);
    }
    for (Map.Entry<String, JsonNode> response : holder.path("responses").properties()) {
      JsonNode resolved =
          resolved(
              response.getValue(), place + "/responses/" + SchemaCheck.escaped(response.getKey()));
      response.setValue(resolved);
      content(resolved);
    }
  }

  // OpenAPI 3.2 says itemSchema where 3.1 has schema for the events of a stream.
  private static void content(JsonNode holder) {
    for (Map.Entry<String, JsonNode> media : holder.path("content").properties()) {
      if (media.getValue() instanceof ObjectNode object) {
        Refusals.stamp(
            object, Refusals.at(holder) + "/content/" + SchemaCheck.escaped(media.getKey()));
        if (media.getKey().equals(Streams.MEDIA_TYPE) && object.has("itemSchema")) {
          object.set("schema", object.remove("itemSchema"));
        }
      }
    }
  }

  private JsonNode resolved(JsonNode node, String place) {
    String ref = node.path("$ref").asString("");
    if (ref.isEmpty()) {
      if (node instanceof ObjectNode object) {
        Refusals.stamp(object, place);
        content(object);
      }
      return node;
    }
    String last = ContractTree.lastReference(root, node);
    JsonNode target = last.isEmpty() ? MissingNode.getInstance() : root.at(last.substring(1));
    if (!(target instanceof ObjectNode object) || target.has("$ref")) {
      refusals.add(
          place,
          "`$ref`: there is nothing at " + (last.isEmpty() ? ref : last),
          "write it here, or under `components`");
      return root.objectNode();
    }
    ObjectNode copy = object.deepCopy();
    Refusals.stamp(copy, last.substring(1));
    content(copy);
    return copy;
  }

  // All that is named: references, the sum of a stream, errors, the branches of a discriminator.
  private void reach(JsonNode node, Set<String> reached) {
    if (node.isString() && node.asString("").startsWith("#/")) {
      String pointer = node.asString("");
      String name =
          pointer.startsWith(Components.SCHEMAS)
              ? pointer.substring(Components.SCHEMAS.length())
              : "";
      int slash = name.indexOf('/');
      name = slash < 0 ? name : name.substring(0, slash);
      if (name.isEmpty() || reached.add(name)) {
        JsonNode target = name.isEmpty() ? root.at(pointer.substring(1)) : schema(name);
        reach(target, reached);
      }
    }
    node.forEach(one -> reach(one, reached));
  }

  private JsonNode schema(String name) {
    return root.path("components").path("schemas").path(name);
  }

  /** Who needs what stands at a place, and how to do without; empty if nobody does. */
  String of(String pointer) {
    String components = Components.SCHEMAS.substring(1);
    if (pointer.startsWith(components)) {
      String name = pointer.substring(components.length()).replaceAll("/.*", "");
      Set<String> ids = users.getOrDefault(name, Set.of());
      return ids.isEmpty()
          ? ""
          : " (needed by "
              + String.join(", ", ids)
              + ", which `x-client: {omit: <why>}` leaves out of the client)";
    }
    for (ContractTree.PathOperation operation : operations) {
      String id = operation.node().path("operationId").asString("");
      if (pointer.startsWith(Refusals.at(operation.node())) && !id.isEmpty()) {
        return " (`x-client: {omit: <why>}` leaves " + id + " out of the client)";
      }
    }
    return "";
  }
}
