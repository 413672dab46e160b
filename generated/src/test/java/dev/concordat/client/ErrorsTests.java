package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.ChatCompletionRequest;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.maas.UserMessage;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that providers were seen to report, from a real server, as exceptions. */
class ErrorsTests {
  private static final String JSON = "Content-Type: application/json";

  @Test
  void internReportsItsRateLimitUnderStatus400() {
    ProviderException e =
        intern(
            LocalServer.status(
                400, "{\"error\":{\"code\":\"-20048\",\"message\":\"too fast\"}}", JSON));

    assertThat(e).isInstanceOf(RateLimitException.class);
    assertThat(e.provider()).isEqualTo("intern");
    assertThat(e.operation()).isEqualTo("listModels");
    assertThat(e.status()).isEqualTo(400);
    assertThat(e.code()).isEqualTo("-20048");
    assertThat(e.providerMessage()).isEqualTo("too fast");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void internReportsOverloadUnderStatus400AndBadRequestsToo() {
    assertThat(
            intern(
                LocalServer.status(
                    400,
                    "{\"error\":{\"type\":\"x\",\"code\":\"-20014\",\"message\":\"\"}}",
                    JSON)))
        .isInstanceOf(OverloadedException.class);
    ProviderException bad =
        intern(LocalServer.status(400, "{\"error\":{\"code\":\"-20077\"}}", JSON));
    assertThat(bad).isExactlyInstanceOf(ProviderErrorException.class);
    assertThat(bad.retryable()).isFalse();
  }

  @Test
  void lmdeployReportsFlatErrorsAndRejectedRequests() {
    ProviderException flat =
        intern(
            LocalServer.status(
                404,
                "{\"message\":\"no model\",\"type\":\"x\",\"code\":404,\"object\":\"error\"}",
                JSON));
    assertThat(flat.code()).isEqualTo("404");
    assertThat(flat.providerMessage()).isEqualTo("no model");

    ProviderException rejected =
        intern(LocalServer.status(422, "{\"detail\":[{\"msg\":\"bad\"}]}", JSON));
    assertThat(rejected.providerMessage()).contains("bad");
    assertThat(rejected.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"error_code\":500001,\"error_msg\":\"param invalid\"} | 500001 | param invalid |"
            + " false",
        "200 | {\"error_code\":336100,\"error_msg\":\"busy\",\"id\":\"as-1\"} | 336100 | busy |"
            + " true",
        "200 | {\"error_code\":18,\"error_msg\":\"qps\"} | 18 | qps | true",
        "403 | {\"code\":\"AccessDenied\",\"message\":\"no\",\"requestId\":\"r-1\"} | AccessDenied"
            + " | no | false",
        "401 | {\"error\":\"invalid_client\",\"error_description\":\"unknown\"} | invalid_client |"
            + " unknown | false",
        "429 | {\"error\":{\"code\":\"rpm_rate_limit\",\"message\":\"slow\"},\"id\":\"as-2\"}"
            + " | rpm_rate_limit | slow | true",
      })
  void qianfanHasErrorsOfManyShapes(
      int status, String body, String code, String message, boolean retryable) {
    ProviderException e = qianfan(LocalServer.status(status, body, JSON));

    assertThat(e).isInstanceOf(ProviderErrorException.class);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.providerMessage()).isEqualTo(message);
    assertThat(e.status()).isEqualTo(status);
    assertThat(e.retryable()).isEqualTo(retryable);
  }

  @Test
  void qianfanHasAnEmpty200WithTheErrorInItsHeaders() {
    ProviderException e =
        qianfan(
            LocalServer.status(
                200,
                "",
                "X-Bce-Error-Code: InvalidHTTPAuthHeader",
                "X-Bce-Error-Message: wrong signature",
                "x-bce-request-id: r-9"));

    assertThat(e).isInstanceOf(ProviderErrorException.class);
    assertThat(e.code()).isEqualTo("InvalidHTTPAuthHeader");
    assertThat(e.providerMessage()).isEqualTo("wrong signature");
    assertThat(e.requestId()).isEqualTo("r-9");
  }

  @Test
  void theRequestIdIsTakenFromTheBodyOrTheHeaders() {
    assertThat(
            qianfan(LocalServer.status(403, "{\"code\":\"A\",\"requestId\":\"r-1\"}", JSON))
                .requestId())
        .isEqualTo("r-1");
    assertThat(
            qianfan(LocalServer.status(200, "{\"error_code\":1}", JSON, "X-Baidu-Request-Id: r-2"))
                .requestId())
        .isEqualTo("r-2");
    assertThat(qianfan(LocalServer.status(500, "")).requestId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "401,AuthenticationException,false",
    "403,AuthenticationException,false",
    "404,ProviderErrorException,false",
    "429,RateLimitException,true",
    "500,ProviderErrorException,true",
    "502,ProviderErrorException,true",
    "503,OverloadedException,true",
    "302,ProviderErrorException,false"
  })
  void aStatusAloneSaysWhatItMeans(int status, String type, boolean retryable) {
    ProviderException e = maas(LocalServer.status(status, "<html>Bad  Gateway</html>"));

    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
    assertThat(e.retryable()).isEqualTo(retryable);
    assertThat(e.code()).isNull();
    assertThat(e.providerMessage()).isEqualTo("<html>Bad Gateway</html>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"no\",\"type\":\"BadRequestError\",\"code\":400}} | 400 | no",
        "{\"object\":\"error\",\"message\":\"no\",\"code\":429} | 429 | no",
        "{\"error\":\"no\"} | | no"
      })
  void anErrorUnderStatus200IsAnError(String body, String code, String message) {
    ProviderException e = maas(LocalServer.json(body));

    assertThat(e).isInstanceOf(ProviderErrorException.class);
    assertThat(e.status()).isEqualTo(200);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.providerMessage()).isEqualTo(message);
    assertThat(e instanceof RateLimitException).isEqualTo("429".equals(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the answer is empty",
        "<html></html> | the answer is no JSON",
        "{\"id\":\"1\" | the answer is no JSON",
        "null | the answer is not what the contract says",
        "{\"id\":\"1\",\"error\":null} | \"object\" is missing"
      })
  void aSuccessThatCannotBeReadIsNoSuccess(String body, String problem) {
    ProviderException e = maas(LocalServer.json(body));

    assertThat(e).isInstanceOf(UndecodableAnswerException.class).hasMessageContaining(problem);
    assertThat(e.retryable()).isFalse();
    assertThat(e.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"error\":null", "\"error\":{}", "\"error\":\"\"", "\"error\":false"})
  void anErrorThatSaysNothingDoesNotSpoilAnAnswer(String error) {
    String answer =
        "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[],"
            + error
            + "}";
    try (LocalServer server = LocalServer.answering(LocalServer.json(answer))) {
      assertThat(maas(server).createChatCompletion(body()).others().members())
          .containsOnlyKeys("error");
    }
  }

  @Test
  void theCauseOfAnUndecodableAnswerHasThePath() {
    ProviderException e = maas(LocalServer.json("{\"id\":7}"));

    assertThat(e.getCause())
        .isInstanceOfSatisfying(
            JsonDecodeException.class, cause -> assertThat(cause.path()).isEqualTo("$.id"));
  }

  @Test
  void nobodyThereIsAConnectionError() throws IOException {
    try (Socket refusing = LocalServer.refusing()) {
      MaasClient client = maas("http://127.0.0.1:" + refusing.getLocalPort() + "/");

      ProviderException e =
          catchThrowableOfType(ProviderException.class, () -> client.createChatCompletion(body()));
      assertThat(e).isExactlyInstanceOf(ConnectionException.class);
      assertThat(e.status()).isZero();
      assertThat(e.retryable()).isTrue();
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void aServerThatClosesInTheMiddleIsAConnectionError() {
    ProviderException e =
        maas(
            (request, out) ->
                LocalServer.write(
                    out, LocalServer.head(200, JSON, "Content-Length: 1000") + "{\"id\":\"1\","));

    assertThat(e).isExactlyInstanceOf(ConnectionException.class);
    assertThat(maas((request, out) -> {})).isExactlyInstanceOf(ConnectionException.class);
  }

  @Test
  void aServerThatHangsIsATimeout() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (LocalServer server = LocalServer.answering((request, out) -> done.await())) {
      MaasClient client =
          MaasClient.builder()
              .baseUrl(server.url())
              .retries(RetryPolicy.none())
              .readTimeout(Duration.ofMillis(200))
              .build();

      assertThat(
              catchThrowableOfType(
                  ProviderException.class, () -> client.createChatCompletion(body())))
          .isInstanceOf(CallTimeoutException.class);
    } finally {
      done.countDown();
    }
  }

  @Test
  void aServerThatDripsForeverRunsIntoTheCallTimeout() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              LocalServer.write(out, LocalServer.head(200, JSON));
              while (!done.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                LocalServer.write(out, " ");
              }
            })) {
      MaasClient client =
          MaasClient.builder()
              .baseUrl(server.url())
              .retries(RetryPolicy.none())
              .callTimeout(Duration.ofMillis(300))
              .build();

      assertThat(
              catchThrowableOfType(
                  ProviderException.class, () -> client.createChatCompletion(body())))
          .isInstanceOf(CallTimeoutException.class);
    } finally {
      done.countDown();
    }
  }

  @Test
  void aFutureFailsWithTheSameExceptions() {
    try (LocalServer server =
        LocalServer.answering(LocalServer.status(401, "{\"error\":{\"message\":\"no\"}}", JSON))) {
      CompletionException e =
          catchThrowableOfType(
              CompletionException.class,
              () -> maas(server).createChatCompletionAsync(body()).join());
      assertThat(e.getCause()).isInstanceOf(AuthenticationException.class);
    }
  }

  private static ProviderException intern(LocalServer.Answer answer) {
    try (LocalServer server = LocalServer.answering(answer)) {
      InternClient client =
          InternClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build();
      return catchThrowableOfType(ProviderException.class, client::listModels);
    }
  }

  private static ProviderException qianfan(LocalServer.Answer answer) {
    try (LocalServer server = LocalServer.answering(answer)) {
      QianfanClient client =
          QianfanClient.builder()
              .baseUrl(server.url())
              .credentials("access", "secret")
              .retries(RetryPolicy.none())
              .build();
      return catchThrowableOfType(
          ProviderException.class,
          () -> client.listEvaluableModels(ListEvaluableModelsRequest.builder().build()));
    }
  }

  private static ProviderException maas(LocalServer.Answer answer) {
    try (LocalServer server = LocalServer.answering(answer)) {
      return catchThrowableOfType(
          ProviderException.class, () -> maas(server).createChatCompletion(body()));
    }
  }

  private static MaasClient maas(LocalServer server) {
    return maas(server.url());
  }

  private static MaasClient maas(String url) {
    return MaasClient.builder().baseUrl(url).retries(RetryPolicy.none()).build();
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder()
        .model("QwQ-32B")
        .addMessages(UserMessage.builder().content("hi").build())
        .build();
  }
}
