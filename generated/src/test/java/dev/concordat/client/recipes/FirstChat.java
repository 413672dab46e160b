package dev.concordat.client.recipes;

import dev.concordat.client.intern.InternClient;

public class FirstChat {
  public static void main(String... args) {
    try (var client = InternClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var answer =
          client.createChatCompletion(
              chat -> chat.model("internlm3-latest").addUserMessage("Who wrote Hamlet?"));
      System.out.println(answer.text());
    }
  }
}
