package dev.concordat.client.records.recipes;

import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.maas.ResponseFormat;
import dev.concordat.client.records.Records;

public class AskForRecord {
  record Person(String name, int age, double height, boolean married) {}

  public static void main(String... args) {
    var person = ResponseFormat.jsonSchema("person", Records.schema(Person.class).toJson());
    try (var client = MaasClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var answer =
          client.createChatCompletion(
              chat ->
                  chat.model("QwQ-32B")
                      .addUserMessage("John is 42, 1.75 meters tall and unmarried.")
                      .responseFormat(person));
      System.out.println(Records.read(Person.class, answer.text()));
    }
  }
}
