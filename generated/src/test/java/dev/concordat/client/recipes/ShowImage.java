package dev.concordat.client.recipes;

import dev.concordat.client.azion.AzionClient;

public class ShowImage {
  public static void main(String... args) {
    try (var client = AzionClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var answer =
          client.createChatCompletion(
              chat ->
                  chat.addUserMessage(
                      message ->
                          message
                              .addText("What is in this image?")
                              .addImageUrl("https://example.com/image.jpg")));
      System.out.println(answer.text());
    }
  }
}
