package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.server.instance.Choices;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which function an answer asks for, with arguments that satisfy what the request says of them. */
final class ToolCalls {
  private final JsonNode names;

  /**
   * Calls of functions.
   *
   * @param agreement the {@code x-agreement} of the operation, which says where tools stand
   */
  ToolCalls(JsonNode agreement) {
    this.names = agreement.path("arguments");
  }

  /** A call: the function's name and its arguments as JSON text. */
  record Call(String name, String arguments) {}

  /** The call to answer a request with, or null where an answer in words is due. */
  @Nullable Call call(JsonNode request) {
    JsonNode tools = request.path(names.path("tools").asString(""));
    JsonNode choice = request.path("tool_choice");
    if (!tools.isArray()
        || choice.asString("").equals("none")
        || isAnswered(request.path("messages"))) {
      return null;
    }
    JsonNode wanted = choice.path("function").path("name");
    for (JsonNode tool : tools) {
      JsonNode name = tool.at("/" + names.path("name").asString(""));
      if (name.isString() && (wanted.isMissingNode() || wanted.equals(name))) {
        String arguments = arguments(tool.at("/" + names.path("parameters").asString("")));
        return arguments == null ? null : new Call(name.stringValue(), arguments);
      }
    }
    return null;
  }

  // After the result of a call it is time for words.
  private static boolean isAnswered(JsonNode messages) {
    return messages.path(messages.size() - 1).path("role").asString("").equals("tool");
  }

  // The schema comes with the request. The generator and the engine are bounded; where it is no
  // usable schema, or nothing satisfies it, there is no call.
  private static @Nullable String arguments(JsonNode parameters) {
    if (!parameters.isObject()) {
      return "{}";
    }
    try {
      SchemaGraph graph = SchemaGraph.compile(parameters, List.of("#"));
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
