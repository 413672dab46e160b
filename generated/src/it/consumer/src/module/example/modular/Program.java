package example.modular;

import dev.concordat.client.intern.InternClient;

/** Asks the server at the given address. */
public final class Program {
  private Program() {}

  public static void main(String... args) {
    try (var client = InternClient.builder().baseUrl(args[0]).token("token").build()) {
      var answer =
          client.createChatCompletion(chat -> chat.model("m").addUserMessage("Who wrote Hamlet?"));
      System.out.println(Program.class.getModule().getName() + ": " + answer.text());
      System.out.println(client.getClass().getModule());
      try (var stream =
          client.createChatCompletionStream(chat -> chat.model("m").addUserMessage("Again"))) {
        System.out.println("streamed: " + stream.readToEnd().text());
      }
    }
  }
}
