package dev.concordat.client.records.recipes;

import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.records.Description;
import dev.concordat.client.records.Functions;

public class CallRecords {
  record Numbers(int a, int b) {}

  @Description("Tells the weather of today")
  record Place(@Description("A city, without its country") String city) {}

  public static void main(String... args) {
    var functions =
        Functions.of("add", Numbers.class, numbers -> numbers.a() + numbers.b())
            .and("weather", Place.class, place -> "40 degrees in " + place.city());
    try (var client = MaasClient.builder().baseUrl(args[0]).token(args[1]).build()) {
      var answer =
          client.createChatCompletion(
              chat -> chat.model("QwQ-32B").addUserMessage("How warm is it in Rome?"), functions);
      System.out.println(answer.text());
    }
  }
}
