package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.server.instance.Choices;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON objects, as text, that satisfy a schema which comes with a request. */
final class RequestedJson {
  private RequestedJson() {}

  /**
   * An object. The generator and the engine are bounded; where the schema is no usable one, or
   * nothing satisfies it, there is none, which is null.
   */
  static @Nullable String of(JsonNode schema) {
    try {
      SchemaGraph graph = SchemaGraph.compile(schema, List.of("#"));
      SchemaEngine engine = SchemaEngine.of(graph);
      JsonNode empty = JsonNodeFactory.instance.objectNode();
      for (Choices choices : List.of(Choices.full(), Choices.minimal())) {
        JsonNode made = new InstanceGenerator(graph, engine, choices).generate(graph.at("#"));
        if (made != null && made.isObject()) {
          return SafeJson.write(made);
        }
      }
      return engine.validate(empty, graph.at("#")).isEmpty() ? "{}" : null;
    } catch (SchemaGraph.SchemaException | SchemaEngine.EngineException e) {
      return null;
    }
  }
}
