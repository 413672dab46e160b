package example;

import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.QianfanClient;

/** Has a client of each provider, and asks one of them. */
final class Application {
  final AzionClient azion = AzionClient.builder().baseUrl("https://edge.example.com").build();
  final MaasClient maas = MaasClient.builder().baseUrl("https://maas.example.com").build();
  final QianfanClient qianfan = QianfanClient.builder().credentials("access", "secret").build();
  private final InternClient intern;

  Application(String internUrl) {
    this.intern = InternClient.builder().baseUrl(internUrl).token("token").build();
  }

  String ask(String question) {
    ChatCompletion answer =
        intern.createChatCompletion(
            ChatCompletionRequest.builder()
                .model("internlm3-latest")
                .addMessages(UserMessage.builder().content(question).build())
                .build());
    return answer.choices().get(0).message().content();
  }
}
