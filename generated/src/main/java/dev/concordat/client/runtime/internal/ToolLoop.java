package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.AnyAnswer;
import dev.concordat.client.runtime.AnyToolCall;
import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks, calls what the answer asks for, tells the results, and asks again. */
public final class ToolLoop {
  private ToolLoop() {}

  /**
   * The last answer: the first that asks for no calls, or as many as the tools allow.
   *
   * @param ask asks with a request in JSON
   */
  public static <A extends AnyAnswer> A run(
      JsonType request, Tools tools, Function<String, A> ask) {
    JsonObject body = (JsonObject) request.toJsonValue();
    body = with(body, "tools", tools.descriptions());
    A answer = ask.apply(body.toJson());
    for (int i = 1; i < tools.mostAnswers() && !answer.toolCalls().isEmpty(); i++) {
      List<JsonValue> told = new ArrayList<>();
      JsonObject choice = (JsonObject) answer.choices().get(0).toJsonValue();
      told.add(requireNonNull(choice.get("message"))); // With its calls, just as it came.
      for (AnyToolCall call : answer.toolCalls()) {
        JsonObject.Builder result =
            JsonObject.builder().put("role", "tool").put("content", tools.call(call));
        String id = call.id();
        told.add((id == null ? result : result.put("tool_call_id", id)).build());
      }
      body = with(body, "messages", told);
      answer = ask.apply(body.toJson());
    }
    return answer;
  }

  private static JsonObject with(JsonObject body, String list, List<? extends JsonValue> more) {
    List<JsonValue> all = new ArrayList<>();
    JsonValue before = body.get(list);
    if (before instanceof JsonArray items) {
      all.addAll(items.items());
    }
    all.addAll(more);
    JsonObject.Builder changed = JsonObject.builder();
    body.members().forEach(changed::put);
    return changed.put(list, new JsonArray(all)).build();
  }
}
