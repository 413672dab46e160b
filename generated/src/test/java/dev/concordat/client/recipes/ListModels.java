package dev.concordat.client.recipes;

import dev.concordat.client.qianfan.QianfanClient;

public class ListModels {
  public static void main(String... args) {
    try (var client =
        QianfanClient.builder().baseUrl(args[0]).credentials(args[1], args[2]).build()) {
      client
          .listEvaluableModels(none -> {})
          .result()
          .forEach(model -> System.out.println(model.modelIdStr() + " " + model.modelName()));
    }
  }
}
