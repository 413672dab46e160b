package dev.concordat.conformance.testing;

import static dev.concordat.conformance.testing.InternSamples.ANSWER;
import static dev.concordat.conformance.testing.InternSamples.DRIFTING_ANSWER;
import static dev.concordat.conformance.testing.InternSamples.JSON;
import static dev.concordat.conformance.testing.InternSamples.PATH;
import static dev.concordat.conformance.testing.InternSamples.REQUEST;
import static dev.concordat.conformance.testing.InternSamples.WRONG_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ContractInterceptorTests {
  private static final MediaType MEDIA_TYPE = MediaType.get(JSON);

  private final ContractInterceptor calls = Concordat.interceptor("intern");
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static OkHttpClient client(ContractInterceptor interceptor) {
    return new OkHttpClient.Builder().addInterceptor(interceptor).build();
  }

  private Request chat() {
    return chat(RequestBody.create(REQUEST, MEDIA_TYPE));
  }

  private Request chat(RequestBody body) {
    return new Request.Builder().url(server.url() + PATH).post(body).build();
  }

  private String answerTo(Request request) throws IOException {
    try (Response response = client(calls).newCall(request).execute()) {
      return response.body().string();
    }
  }

  @Test
  void aCallThatConformsPassesAndItsAnswerIsWhole() throws IOException {
    server.answers(200, JSON, ANSWER);

    assertThat(answerTo(chat())).isEqualTo(ANSWER);

    calls.assertConform();
    assertThat(calls.judged()).hasSize(1);
    assertThat(calls.judged().get(0).judgement().operation()).isEqualTo("createChatCompletion");
    assertThat(server.received()).isEqualTo(REQUEST);
  }

  @Test
  void aCallThatViolatesIsNotDisturbedAndFailsWhenAsserted() throws IOException {
    server.answers(200, JSON, WRONG_ANSWER);

    assertThat(answerTo(chat())).isEqualTo(WRONG_ANSWER);

    assertThatThrownBy(calls::assertConform)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("POST " + server.url() + PATH + " violates the contract of intern")
        .hasMessageContaining("violation in response.body at /choices/0/message/role");
  }

  @Test
  void aRequestThatViolatesFailsWhenAsserted() throws IOException {
    server.answers(200, JSON, ANSWER);

    answerTo(chat(RequestBody.create(REQUEST.replace("user", "nobody"), MEDIA_TYPE)));

    assertThatThrownBy(calls::assertConform).hasMessageContaining("request.body at /messages/0");
  }

  @Test
  void allCallsThatFailAreNamed() throws IOException {
    server.answers(200, JSON, WRONG_ANSWER);
    answerTo(chat());
    answerTo(new Request.Builder().url(server.url() + "/other").build());
    server.answers(200, JSON, ANSWER);
    answerTo(chat());

    assertThatThrownBy(calls::assertConform)
        .hasMessageStartingWith("2 of 3 calls fail")
        .hasMessageContaining("butler")
        .hasMessageContaining("/other is not described; the contract describes");
  }

  @Test
  void aCallOfNoOperationIsUncheckedAndSaysWhatThereIs() throws IOException {
    server.answers(200, JSON, "{}");

    answerTo(new Request.Builder().url(server.url() + "/v1/embeddings").build());

    assertThat(calls.judged().get(0).judgement().verdict()).isEqualTo(Verdict.UNCHECKED);
    assertThatThrownBy(calls::assertConform)
        .hasMessageContaining("GET " + server.url() + "/v1/embeddings is not described")
        .hasMessageContaining("GET /models, POST /chat/completions");
  }

  @Test
  void aCallOfNoOperationPassesWhereThatIsAllowed() throws IOException {
    server.answers(200, JSON, "{}");
    ContractInterceptor lenient = calls.allowUnchecked();

    client(lenient)
        .newCall(new Request.Builder().url(server.url() + "/other").build())
        .execute()
        .close();

    assertThatCode(lenient::assertConform).doesNotThrowAnyException();
  }

  @Test
  void driftFailsOnlyWhereThatIsAskedFor() throws IOException {
    server.answers(200, JSON, DRIFTING_ANSWER);
    ContractInterceptor strict = Concordat.interceptor("intern").failOn(Severity.DRIFT);

    answerTo(chat());
    client(strict).newCall(chat()).execute().close();

    assertThatCode(calls::assertConform).doesNotThrowAnyException();
    assertThatThrownBy(strict::assertConform).hasMessageContaining("/system_fingerprint");
  }

  @Test
  void aListenerIsToldOfEachCall() throws IOException {
    server.answers(200, JSON, ANSWER);
    List<JudgedExchange> told = new CopyOnWriteArrayList<>();

    client(calls.onJudgement(told::add)).newCall(chat()).execute().close();

    assertThat(told).hasSize(1).isEqualTo(calls.judged());
    told.get(0).assertConforms();
  }

  @Test
  void aCallOnAnotherThreadIsJudged() throws Exception {
    server.answers(200, JSON, WRONG_ANSWER);
    CompletableFuture<String> answer = new CompletableFuture<>();

    client(calls)
        .newCall(chat())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                answer.complete(response.body().string());
              }
            });

    assertThat(answer.get(5, TimeUnit.MINUTES)).isEqualTo(WRONG_ANSWER);
    assertThatThrownBy(calls::assertConform).hasMessageContaining("butler");
  }

  @Test
  void aBodyThatCanBeWrittenOnlyOnceIsJudgedAndSent() throws IOException {
    server.answers(200, JSON, ANSWER);
    String wrong = REQUEST.replace("user", "nobody");
    RequestBody once =
        new RequestBody() {
          private boolean isWritten;

          @Override
          public MediaType contentType() {
            return MEDIA_TYPE;
          }

          @Override
          public boolean isOneShot() {
            return true;
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            assertThat(isWritten).isFalse();
            isWritten = true;
            sink.writeUtf8(wrong);
          }
        };

    answerTo(chat(once));

    assertThat(server.received()).isEqualTo(wrong);
    assertThatThrownBy(calls::assertConform).hasMessageContaining("request.body at /messages/0");
  }

  @Test
  void anAnswerThatAnotherInterceptorMakesUpIsJudged() throws IOException {
    OkHttpClient client =
        client(calls)
            .newBuilder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .header("Content-Type", JSON)
                        .body(ResponseBody.create(ANSWER, MEDIA_TYPE))
                        .build())
            .build();

    client.newCall(chat()).execute().close();

    calls.assertConform();
  }

  @Test
  void anAnswerThatIsStillOpenFails() throws IOException {
    server.answers(200, JSON, ANSWER);

    try (Response open = client(calls).newCall(chat()).execute()) {
      assertThat(open.code()).isEqualTo(200);
      assertThatThrownBy(calls::assertConform).hasMessageContaining("1 not yet, so not judged");
    }
    assertThatCode(calls::assertConform).doesNotThrowAnyException();
  }

  @Test
  void noCallAtAllFails() {
    assertThatThrownBy(calls::assertConform)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected calls; there were none");
  }

  @Test
  void aProviderWithoutContractIsRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> Concordat.interceptor("openai"));
  }
}
