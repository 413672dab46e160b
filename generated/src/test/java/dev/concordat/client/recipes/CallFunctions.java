package dev.concordat.client.recipes;

import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.runtime.JsonObject;

public class CallFunctions {
  public static void main(String... args) {
    try (var client = InternClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var request =
          ChatCompletionRequest.builder()
              .model("internlm3-latest")
              .addUserMessage("How is the weather in Shanghai?")
              .addTools(
                  tool ->
                      tool.function(
                          function ->
                              function
                                  .name("get_current_weather")
                                  .parameters(
                                      """
                                      {"type": "object",
                                       "properties": {"location": {"type": "string"}},
                                       "required": ["location"]}
                                      """)));
      ChatCompletion answer = client.createChatCompletion(request.build());
      while (!answer.toolCalls().isEmpty()) {
        request.addMessages(answer.message()); // with its calls, just as it came
        for (var call : answer.toolCalls()) {
          request.addToolMessage(weather(call.argumentsAsJson()), call.id());
        }
        answer = client.createChatCompletion(request.build());
      }
      System.out.println(answer.text());
    }
  }

  private static String weather(JsonObject arguments) {
    return "40 degrees in " + arguments.get("location");
  }
}
