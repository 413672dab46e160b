package dev.concordat.client.recipes;

import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.maas.ResponseFormat;
import dev.concordat.client.runtime.JsonObject;

public class AskForJson {
  public static void main(String... args) {
    try (var client = MaasClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var author =
          ResponseFormat.jsonSchema(
              "author",
              """
              {"type": "object",
               "properties": {"name": {"type": "string"}},
               "required": ["name"]}
              """);
      var answer =
          client.createChatCompletion(
              chat ->
                  chat.model("QwQ-32B").addUserMessage("Who wrote Hamlet?").responseFormat(author));
      System.out.println(JsonObject.parse(answer.text()).get("name"));
    }
  }
}
