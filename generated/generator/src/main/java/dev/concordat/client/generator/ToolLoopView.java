package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the templates are told of an operation whose answers may ask for calls, and that takes their
 * results: one with tools and messages, among them one for a result, as OpenAI's interface has
 * them.
 *
 * @param id its method
 * @param request the type of its body
 * @param answer the type of its answer
 */
record ToolLoopView(String id, String request, String answer) {

  static List<ToolLoopView> all(
      List<OperationView> operations,
      List<ModelView> models,
      ContractTree contract,
      String provider) {
    List<ToolLoopView> all = new ArrayList<>();
    for (OperationView operation : operations) {
      BodyView body = operation.body();
      if (body == null || body.built() == null) {
        continue;
      }
      String request = body.built();
      if (operation.plain()
          && operation.parameters() == null
          && body.required()
          && contract.names().stream()
              .filter(name -> Names.type(name, provider).equals(request))
              .anyMatch(name -> takesResults(contract.schema(name), contract))
          && models.stream().anyMatch(model -> asks(model, operation.answer()))) {
        all.add(new ToolLoopView(operation.id(), request, operation.answer()));
      }
    }
    return all;
  }

  private static boolean asks(ModelView model, String answer) {
    Roles.Role role = model.object() == null ? null : model.object().role();
    return model.className().equals(answer)
        && role != null
        && role.type().equals("AnyAnswer")
        && has(role, " toolCalls()")
        && has(role, " message()");
  }

  private static boolean has(Roles.Role role, String method) {
    return role.methods().stream().anyMatch(one -> one.head().endsWith(method));
  }

  private static boolean takesResults(JsonNode request, ContractTree contract) {
    JsonNode properties = request.path("properties");
    JsonNode messages = contract.resolve(properties.path("messages"));
    JsonNode message = contract.resolve(messages.path("items"));
    String result = message.path("discriminator").path("mapping").path("tool").asString("");
    if (!properties.has("tools") || result.isEmpty()) {
      return false;
    }
    JsonNode members = contract.schema(ContractTree.name(result)).path("properties");
    return members.has("tool_call_id") && members.has("content");
  }
}
