package dev.concordat.conformance.server.emulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
        JsonNode parameters = tool.at("/" + names.path("parameters").asString(""));
        String arguments = parameters.isObject() ? RequestedJson.of(parameters) : "{}";
        return arguments == null ? null : new Call(name.stringValue(), arguments);
      }
    }
    return null;
  }

  // After the result of a call it is time for words.
  private static boolean isAnswered(JsonNode messages) {
    return messages.path(messages.size() - 1).path("role").asString("").equals("tool");
  }
}
