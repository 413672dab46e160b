package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.server.instance.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where the requests of an operation go.
 *
 * @param path the path below the server's URL, with values for its variables, and the query
 *     parameters that a request cannot be without
 * @param headers the headers that it cannot be without
 */
record Target(String path, Map<String, String> headers) {
  static Target of(Contract contract, Operation operation) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      if (!parameter.required()) {
        continue;
      }
      JsonNode value = Written.value(contract, parameter);
      switch (parameter.in()) {
        case "path" ->
            path = path.replace("{" + parameter.name() + "}", Written.segment(parameter, value));
        case "query" -> query.addAll(Written.query(parameter, value));
        case "header" -> headers.put(parameter.name(), Written.text(parameter, value));
        default -> {}
      }
    }
    return new Target(path + (query.isEmpty() ? "" : "?" + String.join("&", query)), headers);
  }
}
