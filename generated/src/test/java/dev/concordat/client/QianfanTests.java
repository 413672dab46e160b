package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.client.qianfan.EvaluableModelList;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.LogId;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.JsonNumber;
import org.junit.jupiter.api.Test;

class QianfanTests {
  @Test
  void callsAreSigned() {
    try (LocalServer server = LocalServer.answering(answer("\"2347238209\""))) {
      QianfanClient client =
          QianfanClient.builder()
              .baseUrl(server.url())
              .credentials("my-access", "my-secret")
              .build();
      EvaluableModelList models =
          client.listEvaluableModels(ListEvaluableModelsRequest.builder().build());

      assertThat(models.logId()).isEqualTo(LogId.of("2347238209"));
      LocalServer.Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/wenxinworkshop/modelrepo/eval/model/list");
      assertThat(request.body()).isEqualTo("{}");
      assertThat(request.headers().get("authorization"))
          .matches(
              "bce-auth-v1/my-access/\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ/1800"
                  + "/host;x-bce-date/[0-9a-f]{64}");
      assertThat(request.headers().get("authorization"))
          .contains(request.headers().get("x-bce-date"));
      assertThat(request.headers().get("host")).isEqualTo(server.url().replaceAll("http://|/", ""));
      assertThat(client.toString()).doesNotContain("my-");
    }
  }

  @Test
  void aLogIdMayBeANumber() {
    try (LocalServer server = LocalServer.answering(answer("2347238209"))) {
      EvaluableModelList models =
          QianfanClient.builder()
              .baseUrl(server.url())
              .credentials("a", "s")
              .build()
              .listEvaluableModels(ListEvaluableModelsRequest.builder().build());

      assertThat(models.logId()).isEqualTo(new LogId.Numeric(JsonNumber.of(2347238209L)));
    }
  }

  @Test
  void withoutCredentialsThereIsNoClient() {
    assertThatThrownBy(() -> QianfanClient.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("credentials");
  }

  private static LocalServer.Answer answer(String logId) {
    return LocalServer.json("{\"log_id\":" + logId + ",\"result\":[]}");
  }
}
