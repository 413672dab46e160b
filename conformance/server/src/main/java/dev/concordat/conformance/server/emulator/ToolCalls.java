package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Agreement;
import dev.concordat.conformance.schema.CallerSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which function an answer asks for, with arguments that satisfy what the request says of them. */
final class ToolCalls {
  private ToolCalls() {}

  /** A call: the function's name and its arguments as JSON text. */
  record Call(String name, String arguments) {}

  /**
   * The call to answer a request with, or null where an answer in words is due.
   *
   * @param agreement where the operation has its tools
   * @throws CallerSchema.UnusableException where the parameters are no schema that is read
   */
  static @Nullable Call call(Agreement agreement, JsonNode request) {
    Agreement.Arguments names = agreement.arguments();
    JsonNode choice = request.path("tool_choice");
    boolean isForced = choice.isObject() || choice.asString("").equals("required");
    if (names == null
        || !request.path(names.tools()).isArray()
        || choice.asString("").equals("none")
        || (!isForced && isAnswered(request.path("messages")))) {
      return null;
    }
    JsonNode allowed = choice.at("/allowed_tools/tools");
    JsonNode wanted = choice.path("function").path("name");
    for (JsonNode tool : request.path(names.tools())) {
      JsonNode name = tool.at("/" + names.name());
      if (name.isString()
          && (wanted.isMissingNode() || wanted.equals(name))
          && (!allowed.isArray()
              || allowed.valueStream().anyMatch(one -> one.at("/" + names.name()).equals(name)))) {
        JsonNode parameters = tool.at("/" + names.parameters());
        boolean isSaid = !parameters.isMissingNode() && !parameters.isNull();
        String arguments = isSaid ? RequestedJson.of(parameters) : "{}";
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
