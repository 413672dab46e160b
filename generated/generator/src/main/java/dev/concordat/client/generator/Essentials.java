package dev.concordat.client.generator;

import dev.concordat.language.Agreement;
import dev.concordat.language.Extension;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Members that an object need not have and is of little use without: the schema of an answer that
 * is asked for as JSON, the parameters of a function. What an operation says of agreement names
 * them.
 */
final class Essentials {
  private final ContractTree contract;
  private final Map<String, Set<String>> members = new LinkedHashMap<>();

  Essentials(ContractTree contract) {
    this.contract = contract;
    for (ContractTree.PathOperation operation : contract.operations()) {
      Agreement agreement = Agreement.of(Extension.AGREEMENT.of(operation.node()), "");
      for (Map.Entry<String, JsonNode> media :
          operation.node().path("requestBody").path("content").properties()) {
        JsonNode request = contract.resolve(media.getValue().path("schema")).path("properties");
        if (agreement.format() != null) {
          add(request.path(agreement.format().request()), agreement.format().schema());
        }
        if (agreement.arguments() != null) {
          JsonNode tools = contract.resolve(request.path(agreement.arguments().tools()));
          add(tools.path("items"), agreement.arguments().parameters());
        }
      }
    }
  }

  /** Those of a component. */
  Set<String> of(String component) {
    return members.getOrDefault(component, Set.of());
  }

  // What stands at the end of a path, in whatever branches have it.
  private void add(JsonNode schema, String path) {
    String component = ContractTree.reference(schema);
    JsonNode resolved = contract.resolve(schema);
    ContractTree.branches(resolved).forEach(branch -> add(branch, path));
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    JsonNode property = resolved.path("properties").path(name);
    if (slash >= 0) {
      add(property, path.substring(slash + 1));
    } else if (component != null && !property.isMissingNode()) {
      members.computeIfAbsent(component, added -> new LinkedHashSet<>()).add(name);
    }
  }
}
