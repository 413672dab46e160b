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
  void neitherTheAccessKeyNorTheSignatureIsShown() {
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              String[] parts = request.headers().get("authorization").split("/", -1);
              String echo = parts[1] + " signed " + parts[parts.length - 1] + " and not";
              LocalServer.write(out, LocalServer.head(403) + echo);
            })) {
      QianfanClient client =
          QianfanClient.builder().baseUrl(server.url()).credentials("my-access", "s").build();

      assertThatThrownBy(
              () -> client.listEvaluableModels(ListEvaluableModelsRequest.builder().build()))
          .hasMessageEndingWith("*** signed *** and not");
    }
  }

  @Test
  void aCodeOfZeroIsNoError() {
    try (LocalServer server =
        LocalServer.answering(
            LocalServer.json("{\"log_id\":\"1\",\"result\":[],\"code\":0,\"requestId\":\"r\"}"))) {
      QianfanClient client =
          QianfanClient.builder().baseUrl(server.url()).credentials("a", "s").build();

      assertThat(client.listEvaluableModels(ListEvaluableModelsRequest.builder().build()).result())
          .isEmpty();
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
