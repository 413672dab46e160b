package dev.concordat.client.recipes;

import dev.concordat.client.maas.MaasClient;

public class StreamedChat {
  public static void main(String... args) {
    try (var client = MaasClient.builder().baseUrl(args[0]).token(args[1]).build();
        var stream =
            client.createChatCompletionStream(
                chat -> chat.model("QwQ-32B").addUserMessage("Who wrote Hamlet?"))) {
      for (var chunk : stream) {
        System.out.print(chunk.text());
      }
      System.out.println(" (" + stream.sum().choices().get(0).finishReason() + ")");
    }
  }
}
