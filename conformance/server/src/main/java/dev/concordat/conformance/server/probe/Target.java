package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.conformance.server.instance.Preferences;
import dev.concordat.language.Keyword;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    StringBuilder query = new StringBuilder();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      if (!parameter.required()) {
        continue;
      }
      String value = value(contract, parameter.schema());
      switch (parameter.in()) {
        case "path" -> path = path.replace("{" + parameter.name() + "}", encoded(value));
        case "query" ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(encoded(parameter.name()))
                .append('=')
                .append(encoded(value));
        case "header" -> headers.put(parameter.name(), value);
        default -> {}
      }
    }
    return new Target(path + query, headers);
  }

  // The first example, the default, or the least that the schema allows.
  private static String value(Contract contract, @Nullable SchemaNode schema) {
    if (schema == null) {
      return "x";
    }
    JsonNode value = schema.keyword(Keyword.EXAMPLES).path(0);
    if (value.isMissingNode()) {
      value = schema.keyword(Keyword.DEFAULT);
    }
    if (value.isMissingNode()) {
      value =
          new InstanceGenerator(contract.schemas(), contract.engine(), Preferences.minimal())
              .generate(schema);
    }
    return value == null || value.isContainer() || value.asString().isEmpty()
        ? "x"
        : value.asString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
