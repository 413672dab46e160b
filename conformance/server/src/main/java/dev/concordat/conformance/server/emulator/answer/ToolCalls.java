package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.language.Agreement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which tool an answer asks for, with what satisfies what the request says of it. */
final class ToolCalls {
  private ToolCalls() {}

  /**
   * A call.
   *
   * @param kind {@code function}, {@code custom} for a tool that takes a text, or {@code
   *     function_call} in the form that came before tools
   * @param name the tool's name
   * @param input the function's arguments as JSON text, or the text for the tool
   */
  record Call(String kind, String name, String input) {
    boolean isFunction() {
      return kind.equals(FUNCTION);
    }

    boolean isDeprecated() {
      return kind.equals(DEPRECATED);
    }
  }

  private static final String FUNCTION = "function";
  private static final String CUSTOM = "custom";
  private static final String DEPRECATED = "function_call";

  /**
   * The call to answer a request with, or null where an answer in words is due.
   *
   * @param agreement where the operation has its tools
   * @throws CallerSchema.UnusableException where the parameters are no schema that is read
   */
  static @Nullable Call call(Agreement agreement, JsonNode request) {
    Call tool = toolCall(agreement, request);
    return tool == null ? functionCall(agreement.functionChoice(), request) : tool;
  }

  private static @Nullable Call functionCall(
      Agreement.@Nullable FunctionChoice names, JsonNode request) {
    JsonNode choice = names == null ? request : request.path(names.request());
    if (names == null
        || choice.asString("").equals(names.none())
        || (!choice.isObject() && isAnswered(request.path("messages")))) {
      return null;
    }
    for (JsonNode function : request.path(names.functions())) {
      JsonNode name = function.path(names.name());
      if (name.isString() && (!choice.isObject() || name.equals(choice.path(names.name())))) {
        return of(DEPRECATED, name, function.path(names.parameters()));
      }
    }
    return null;
  }

  private static @Nullable Call toolCall(Agreement agreement, JsonNode request) {
    Agreement.Arguments names = agreement.arguments();
    JsonNode choice = request.path("tool_choice");
    boolean isForced = choice.isObject() || choice.asString("").equals("required");
    if (names == null
        || !request.path(names.tools()).isArray()
        || choice.asString("").equals("none")
        || (!isForced && isAnswered(request.path("messages")))) {
      return null;
    }
    for (JsonNode tool : request.path(names.tools())) {
      if (isWanted(tool, choice)) {
        return of(tool, names);
      }
    }
    return null;
  }

  private static boolean isWanted(JsonNode tool, JsonNode choice) {
    JsonNode allowed = choice.at("/allowed_tools/tools");
    return allowed.isArray()
        ? allowed.valueStream().anyMatch(one -> isNamed(tool, one))
        : !choice.isObject() || isNamed(tool, choice);
  }

  private static boolean isNamed(JsonNode tool, JsonNode by) {
    String kind = by.path("type").asString("");
    JsonNode name = by.path(kind).path("name");
    return name.isString() && name.equals(tool.path(kind).path("name"));
  }

  private static @Nullable Call of(JsonNode tool, Agreement.Arguments names) {
    JsonNode custom = tool.path(CUSTOM).path("name");
    if (custom.isString()) {
      // What a grammar derives nobody can tell without reading it.
      boolean isFree = !tool.at("/custom/format/type").asString("text").equals("grammar");
      return isFree ? new Call(CUSTOM, custom.stringValue(), "The text for the tool.") : null;
    }
    JsonNode name = tool.at("/" + names.name());
    if (!name.isString()) {
      return null;
    }
    return of(FUNCTION, name, tool.at("/" + names.parameters()));
  }

  private static @Nullable Call of(String kind, JsonNode name, JsonNode parameters) {
    boolean isSaid = !parameters.isMissingNode() && !parameters.isNull();
    String arguments = isSaid ? RequestedJson.of(parameters) : "{}";
    return arguments == null ? null : new Call(kind, name.stringValue(), arguments);
  }

  // After the result of a call it is time for words.
  private static boolean isAnswered(JsonNode messages) {
    String last = messages.path(messages.size() - 1).path("role").asString("");
    return last.equals("tool") || last.equals(FUNCTION);
  }
}
