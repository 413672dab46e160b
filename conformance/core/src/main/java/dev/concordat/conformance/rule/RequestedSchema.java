package dev.concordat.conformance.rule;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value held against a JSON Schema that comes with a request. Such a schema is not trusted: it is
 * bounded as any value is, refers to nothing outside itself, and an engine that cannot work with it
 * says so.
 *
 * @param mistakes what is wrong with the value, each with its place
 * @param unusable why nothing can be told, or null where it can
 */
record RequestedSchema(List<String> mistakes, @Nullable String unusable) {
  private static final Pattern JSON_SCHEMA = Pattern.compile("^https?://json-schema\\.org/");

  static RequestedSchema judge(JsonNode schema, JsonNode value) {
    try {
      SchemaGraph graph = SchemaGraph.compile(inOurDialect(schema), List.of("#"));
      List<String> mistakes = new ArrayList<>();
      for (Problem problem : SchemaEngine.of(graph).validate(value, graph.at("#"))) {
        mistakes.add("at '%s': %s".formatted(problem.pointer(), problem.message()));
      }
      return new RequestedSchema(mistakes, null);
    } catch (SchemaGraph.SchemaException | SchemaEngine.EngineException e) {
      return new RequestedSchema(List.of(), String.valueOf(e.getMessage()));
    }
  }

  // Generators of schemas name the dialect that they know, and use what all of them share.
  private static JsonNode inOurDialect(JsonNode schema) {
    String dialect = schema.path("$schema").asString("");
    if (!JSON_SCHEMA.matcher(dialect).find()) {
      return schema;
    }
    return ((ObjectNode) schema.deepCopy()).without("$schema");
  }
}
