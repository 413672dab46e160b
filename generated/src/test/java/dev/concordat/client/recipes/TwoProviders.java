package dev.concordat.client.recipes;

import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.runtime.AnyAnswer;

public class TwoProviders {
  public static void main(String... args) {
    try (var intern = InternClient.builder().baseUrl(args[0]).token(args[1]).build();
        var maas = MaasClient.builder().baseUrl(args[0] + "maas").build()) {
      var draft =
          intern.createChatCompletion(
              chat -> chat.model("internlm3-latest").addUserMessage("Who wrote Hamlet?"));
      var review =
          maas.createChatCompletion(
              chat ->
                  chat.model("QwQ-32B")
                      .addMessages(draft.message()) // of the other provider's type
                      .addUserMessage("Is that so?"));
      print(draft);
      print(review);
    }
  }

  private static void print(AnyAnswer answer) {
    System.out.println(answer.text() + (answer.usage() == null ? "" : " " + answer.usage()));
  }
}
