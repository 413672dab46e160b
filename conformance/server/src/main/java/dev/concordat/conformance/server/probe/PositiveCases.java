package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Agreement;
import dev.concordat.language.Keyword;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests within the contract, which a conforming server answers within it. */
final class PositiveCases {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  // One white pixel.
  private static final String IMAGE =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO"
          + "+ip1sAAAAASUVORK5CYII=";

  private final Contract contract;
  private final Operation operation;
  private final Requests requests;
  private final @Nullable String imageModel;
  private final Agreement agreement;
  private final List<ProbeCase> cases = new ArrayList<>();

  /**
   * Cases of an operation.
   *
   * @param imageModel the model to show images to, or null for the one that is asked all else
   */
  PositiveCases(
      Contract contract, Operation operation, Requests requests, @Nullable String imageModel) {
    this.contract = contract;
    this.operation = operation;
    this.requests = requests;
    this.imageModel = imageModel;
    this.agreement = operation.agreement();
  }

  /** The cases; the first is the plain one, and where there are streams the second is one. */
  List<ProbeCase> all() {
    JsonNode minimal = requests.minimal();
    cases.add(ProbeCase.answered(operation, "minimal request", operation.pointer(), minimal));
    add("", operation.pointer(), minimal, false, true);
    choices(minimal);
    image(minimal);
    tools(minimal);
    toolResult(minimal);
    limits();
    return cases;
  }

  // A request, and the same for each other media type of the answer.
  private void add(
      String name, String place, @Nullable JsonNode request, boolean isCall, boolean otherOnly) {
    if (request == null) {
      return;
    }
    if (!otherOnly) {
      cases.add(of(name, place, request, isCall));
    }
    for (Operation.When when : operation.when()) {
      ObjectNode condition = requests.condition(when);
      ObjectNode other = condition == null ? null : requests.with(request, condition);
      if (other != null) {
        String stream = when.answer().equals("text/event-stream") ? "stream" : when.answer();
        String both = name.isEmpty() ? stream : "%s, %s".formatted(name, stream);
        cases.add(of(both, otherOnly ? when.pointer() : place, other, isCall));
      }
    }
  }

  private ProbeCase of(String name, String place, JsonNode request, boolean isCall) {
    return isCall
        ? ProbeCase.called(operation, name, place, request)
        : ProbeCase.answered(operation, name, place, request);
  }

  private void choices(@Nullable JsonNode minimal) {
    Agreement.Choices choices = agreement.choices();
    if (choices != null && requests.has(choices.request())) {
      ObjectNode two = requests.with(minimal, NODES.objectNode().put(choices.request(), 2));
      add("two choices", agreement.pointer() + "/choices", two, false, false);
    }
  }

  private void image(@Nullable JsonNode minimal) {
    SchemaNode part = requests.userParts().get("image_url");
    if (part == null) {
      return;
    }
    ArrayNode content = NODES.arrayNode();
    content.addObject().put("type", "text").put("text", "What colour is this? One word.");
    content.addObject().put("type", "image_url").putObject("image_url").put("url", IMAGE);
    ObjectNode message = NODES.objectNode().put("role", "user").set("content", content);
    ObjectNode more = messages(message);
    if (imageModel != null) {
      more.put("model", imageModel);
    }
    add("image", part.pointer(), requests.with(minimal, more), false, false);
  }

  private static ObjectNode messages(JsonNode... messages) {
    ObjectNode more = NODES.objectNode();
    more.putArray("messages").addAll(List.of(messages));
    return more;
  }

  private ObjectNode question() {
    ObjectNode more =
        messages(Requests.message("user", "What is the weather in Paris? Call the function."));
    ObjectNode tool = NODES.objectNode().put("type", "function");
    ObjectNode function = tool.putObject("function");
    function.put("name", "get_weather").put("description", "Tells the weather of a city.");
    ObjectNode parameters = function.putObject("parameters").put("type", "object");
    parameters.putObject("properties").putObject("city").put("type", "string");
    parameters.putArray("required").add("city");
    Agreement.Arguments names = agreement.arguments();
    more.putArray(names == null ? "tools" : names.tools()).add(tool);
    return more;
  }

  private void tools(@Nullable JsonNode minimal) {
    Agreement.Arguments names = agreement.arguments();
    if (names != null && requests.has(names.tools())) {
      String place = agreement.pointer() + "/arguments";
      add("tools", place, requests.with(minimal, question()), true, false);
    }
  }

  private void toolResult(@Nullable JsonNode minimal) {
    SchemaNode result = requests.messages().get("tool");
    if (result == null) {
      return;
    }
    ObjectNode more = question();
    ObjectNode call = Requests.message("assistant", "");
    ObjectNode wanted = call.putArray("tool_calls").addObject().put("id", "call_0");
    wanted.put("type", "function").putObject("function");
    ((ObjectNode) wanted.get("function"))
        .put("name", "get_weather")
        .put("arguments", "{\"city\":\"Paris\"}");
    more.withArray("messages").add(call);
    more.withArray("messages")
        .add(Requests.message("tool", "{\"sky\":\"clear\"}").put("tool_call_id", "call_0"));
    add("tool result", result.pointer(), requests.with(minimal, more), false, false);
  }

  private void limits() {
    SchemaNode schema = requests.schema();
    if (schema == null || requests.minimal() == null) {
      return;
    }
    Set<String> places = new HashSet<>();
    for (Site site : Tour.of(contract, schema, requests.forBody())) {
      for (Keyword bound : List.of(Keyword.MINIMUM, Keyword.MAXIMUM)) {
        JsonNode limit = site.schema().keyword(bound);
        String place = site.schema().pointer() + "/" + bound.text();
        JsonNode request = limit.isNumber() ? site.request().apply(limit) : null;
        if (request != null
            && places.add(place)
            && contract.engine().validate(request, schema).isEmpty()) {
          cases.add(
              ProbeCase.answered(
                  operation,
                  "%s %s, its %s".formatted(site.path(), limit, bound.text()),
                  place,
                  request));
        }
      }
    }
  }
}
