package dev.concordat.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.LocalServer;
import dev.concordat.client.LocalServer.Answer;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.intern.UserMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When calls are made again, when they wait, and what they carry. */
class CallsTests {
  private static final Answer MODELS = LocalServer.json("{\"object\":\"list\",\"data\":[]}");
  private static final Answer COMPLETION =
      LocalServer.json("{\"id\":\"1\",\"model\":\"m\",\"choices\":[]}");
  private static final Answer TOO_FAST =
      LocalServer.status(400, "{\"error\":{\"code\":\"-20048\",\"message\":\"slow\"}}");
  private static final Answer BROKEN = LocalServer.status(500, "oops");
  private static final Answer CUT = (request, out) -> {};

  private final InternClient.Builder builder = InternClient.builder();
  private final FakeTiming timing = FakeTiming.in(builder);

  @Test
  void aCallThatWasTurnedAwayIsMadeAgainLaterEachTime() {
    try (LocalServer server = LocalServer.answering(TOO_FAST, TOO_FAST, COMPLETION)) {
      client(server).createChatCompletion(body());

      assertThat(server.requests()).hasSize(3);
      assertThat(timing.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(server.requests().get(2).body()).isEqualTo(server.requests().get(0).body());
    }
  }

  @Test
  void chanceShortensTheWaitByUpToHalf() {
    timing.random = 0.5;
    try (LocalServer server = LocalServer.answering(TOO_FAST, COMPLETION)) {
      client(server).createChatCompletion(body());

      assertThat(timing.waits).containsExactly(Duration.ofMillis(375));
    }
  }

  @Test
  void theWaitGrowsToItsLimit() {
    builder.retries(
        RetryPolicy.standard()
            .withRetries(4)
            .withDelays(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    try (LocalServer server = LocalServer.answering(TOO_FAST)) {
      assertThatThrownBy(() -> client(server).createChatCompletion(body()))
          .isInstanceOf(RateLimitException.class);

      assertThat(timing.waits).map(Duration::toSeconds).containsExactly(1L, 2L, 3L, 3L);
    }
  }

  @Test
  void afterTheLastRetryTheErrorComesOut() {
    try (LocalServer server = LocalServer.answering(TOO_FAST)) {
      assertThatThrownBy(() -> client(server).createChatCompletion(body()))
          .isInstanceOf(RateLimitException.class);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aCallThatMayHaveBeenDoneIsNotMadeAgain() {
    try (LocalServer server = LocalServer.answering(CUT, COMPLETION)) {
      assertThatThrownBy(() -> client(server).createChatCompletion(body()))
          .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.retryable()).isTrue());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 520, 524, 529})
  void aCallThatFailedByTheProvidersOwnWordIsMadeAgain(int status) {
    try (LocalServer server = LocalServer.answering(LocalServer.status(status, ""), COMPLETION)) {
      assertThat(client(server).createChatCompletion(body()).id()).isEqualTo("1");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 422, 501, 505, 530})
  void anErrorThatWouldComeAgainIsNot(int status) {
    try (LocalServer server = LocalServer.answering(LocalServer.status(status, ""), COMPLETION)) {
      assertThatThrownBy(() -> client(server).createChatCompletion(body()))
          .isInstanceOf(ProviderErrorException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anIdempotencyKeyMakesACallSafe() {
    try (LocalServer server = LocalServer.answering(CUT, COMPLETION)) {
      client(server).createChatCompletion(body(), RequestOptions.none().idempotencyKey("once"));

      assertThat(server.requests())
          .map(request -> request.headers().get("idempotency-key"))
          .containsExactly("once", "once");
    }
  }

  @Test
  void theCauseIsInTheMessage() throws IOException {
    try (Socket refusing = LocalServer.refusing()) {
      InternClient client = client(refusing);

      assertThatThrownBy(() -> client.createChatCompletion(body()))
          .hasMessageContaining("ConnectException: Failed to connect");
    }
  }

  @Test
  void unlessItOnlyReadsOrThatIsAskedFor() {
    for (Answer answer : new Answer[] {BROKEN, CUT}) {
      try (LocalServer server = LocalServer.answering(answer, MODELS)) {
        client(server).listModels();
        assertThat(server.requests()).hasSize(2);
      }
      builder.retries(RetryPolicy.standard().alsoAfterSending());
      try (LocalServer server = LocalServer.answering(answer, COMPLETION)) {
        client(server).createChatCompletion(body());
        assertThat(server.requests()).hasSize(2);
      }
      builder.retries(RetryPolicy.standard());
    }
  }

  @Test
  void aCallThatNeverGotThereIsMadeAgain() throws IOException {
    try (Socket refusing = LocalServer.refusing()) {
      InternClient client = client(refusing);

      assertThatThrownBy(() -> client.createChatCompletion(body()))
          .isInstanceOf(ConnectionException.class);
      assertThat(timing.waits).hasSize(2);
    }
  }

  @Test
  void anErrorThatStaysIsNotTriedAgain() {
    try (LocalServer server = LocalServer.answering(LocalServer.status(401, "{}"), MODELS)) {
      assertThatThrownBy(() -> client(server).listModels())
          .isInstanceOf(AuthenticationException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void retriesCanBeTurnedOff() {
    builder.retries(RetryPolicy.none());
    try (LocalServer server = LocalServer.answering(TOO_FAST, MODELS)) {
      assertThatThrownBy(() -> client(server).listModels()).isInstanceOf(RateLimitException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"503, 0, 0", "503, 00, 0", "408, 0, 0", "408, 7, 7", "408, soon,"})
  void nobodyElseTriesAgain(int status, String when, @Nullable Integer seconds) {
    builder.retries(RetryPolicy.none());
    try (LocalServer server =
        LocalServer.answering(LocalServer.status(status, "", "Retry-After: " + when))) {
      assertThatThrownBy(() -> client(server).listModels())
          .isInstanceOfSatisfying(
              ProviderErrorException.class,
              e ->
                  assertThat(e.retryAfter())
                      .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds)));
      assertThatThrownBy(() -> client(server).createChatCompletion(body()))
          .isInstanceOf(ProviderErrorException.class);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aTimeoutOfTheProviderIsTriedAgainByThePolicyAlone() {
    try (LocalServer server = LocalServer.answering(LocalServer.status(408, ""))) {
      assertThatThrownBy(() -> client(server).listModels())
          .isInstanceOf(ProviderErrorException.class);
      assertThat(server.requests()).hasSize(1 + timing.waits.size());
    }
  }

  @Test
  void aProviderThatSaysWhenIsObeyed() {
    for (String when : new String[] {"7", "Wed, 01 Jan 2025 00:00:07 GMT"}) {
      InternClient.Builder fresh = InternClient.builder();
      FakeTiming waits = FakeTiming.in(fresh);
      try (LocalServer server =
          LocalServer.answering(
              LocalServer.status(429, "{}", "Retry-After: " + when), COMPLETION)) {
        fresh.baseUrl(server.url()).build().createChatCompletion(body());

        assertThat(waits.waits).containsExactly(Duration.ofSeconds(7));
      }
    }
  }

  @Test
  void aProviderThatAsksForTooLongAWaitIsNotWaitedFor() {
    try (LocalServer server =
        LocalServer.answering(LocalServer.status(503, "", "Retry-After: 3600"), MODELS)) {
      assertThatThrownBy(() -> client(server).listModels())
          .isInstanceOfSatisfying(
              OverloadedException.class,
              e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(1)));
      assertThat(timing.waits).isEmpty();
    }
  }

  @Test
  void aStreamIsTriedAgainBeforeItBegins() {
    try (LocalServer server =
        LocalServer.answering(TOO_FAST, LocalServer.events(chunk() + "data: [DONE]\n\n"))) {
      assertThat(client(server).createChatCompletionStream(body()).readToEnd().id()).isEqualTo("1");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aStreamThatHasBegunIsNeverTriedAgain() {
    builder.retries(RetryPolicy.standard().alsoAfterSending());
    String error = "data: {\"error\":{\"code\":\"-20048\"}}\n\n";
    for (String stream : new String[] {chunk(), chunk() + error, error}) {
      try (LocalServer server = LocalServer.answering(LocalServer.events(stream))) {
        assertThatThrownBy(() -> client(server).createChatCompletionStream(body()).readToEnd())
            .isInstanceOf(ProviderException.class);
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void futuresAreTriedAgainToo() {
    try (LocalServer server = LocalServer.answering(TOO_FAST, COMPLETION)) {
      assertThat(client(server).createChatCompletionAsync(body()).join().id()).isEqualTo("1");
      assertThat(timing.waits).containsExactly(Duration.ofMillis(500));
    }
    try (LocalServer server = LocalServer.answering(CUT, COMPLETION)) {
      assertThatThrownBy(() -> client(server).createChatCompletionAsync(body()).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ConnectionException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  // Slowly, so that nothing but its caller ends the call.
  private static void answerForever(OutputStream out, CountDownLatch gone) throws Exception {
    try {
      LocalServer.write(out, LocalServer.head(200));
      while (true) {
        LocalServer.write(out, " ");
        Thread.sleep(5);
      }
    } finally {
      gone.countDown();
    }
  }

  @Test
  void cancellingAFutureEndsItsCall() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              arrived.countDown();
              answerForever(out, gone);
            })) {
      CompletableFuture<?> future = client(server).createChatCompletionAsync(body());
      assertThat(arrived.await(5, TimeUnit.MINUTES)).isTrue();

      assertThat(future.cancel(true)).isTrue();
      assertThat(gone.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(future).isCancelled();
    }
  }

  @Test
  void aFutureThatIsDoneOtherwiseEndsItsCallToo() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              arrived.countDown();
              answerForever(out, gone);
            })) {
      CompletableFuture<?> future = client(server).createChatCompletionAsync(body());
      assertThat(arrived.await(5, TimeUnit.MINUTES)).isTrue();

      // As orTimeout does.
      assertThat(future.completeExceptionally(new TimeoutException())).isTrue();
      assertThatThrownBy(future::join).hasCauseInstanceOf(TimeoutException.class);
      assertThat(gone.await(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void aCallThatIsGivenUpWhileItWaitsDoesNotCount() throws InterruptedException {
    builder.limitRate(1, Duration.ofSeconds(3));
    timing.holdsLaterCalls = true;
    try (LocalServer server = LocalServer.answering(MODELS)) {
      InternClient client = client(server);
      client.listModels();
      for (int i = 0; i < 5; i++) {
        CompletableFuture<?> waiting = client.listModelsAsync();
        assertThat(timing.held.tryAcquire(5, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting.cancel(true)).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(client::listModels).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
      client.listModels();

      assertThat(timing.waits).containsExactly(Duration.ofSeconds(3));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void theDocumentedRateIsKeptOnceItIsSwitchedOn() {
    try (LocalServer server = LocalServer.answering(MODELS)) {
      InternClient client = builder.limitRate().baseUrl(server.url()).build();
      for (int i = 0; i < 10; i++) {
        client.listModels();
      }
      assertThat(timing.waits).isEmpty();

      client.listModels();
      assertThat(timing.waits).containsExactly(Duration.ofSeconds(60));
      assertThat(client.listModelsAsync().join().data()).isEmpty();
      assertThat(server.requests()).hasSize(12);
    }
  }

  @Test
  void withoutItNothingIsHeldBack() {
    try (LocalServer server = LocalServer.answering(MODELS)) {
      InternClient client = client(server);
      for (int i = 0; i < 20; i++) {
        client.listModels();
      }
      assertThat(timing.waits).isEmpty();
    }
  }

  @Test
  void aBodyThatAsksForAStreamIsNotSentAsAPlainCall() {
    try (LocalServer server = LocalServer.answering(COMPLETION)) {
      ChatCompletionRequest streamed = body().toBuilder().stream(true).build();

      assertThatThrownBy(() -> client(server).createChatCompletion(streamed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("createChatCompletionStream");
      assertThatThrownBy(() -> client(server).createChatCompletionAsync(streamed))
          .isInstanceOf(IllegalArgumentException.class);
      client(server).createChatCompletion(body().toBuilder().stream(false).build());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void tokensAndKeysAreSentWhereTheyBelong() {
    try (LocalServer server = LocalServer.answering(MODELS)) {
      builder.token("secret-token").ssoAk("secret-key").baseUrl(server.url()).build().listModels();

      LocalServer.Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.path()).isEqualTo("/models");
      assertThat(request.headers())
          .containsEntry("authorization", "Bearer secret-token")
          .containsEntry("sso-ak", "secret-key");
    }
  }

  @Test
  void withoutCredentialsNoneAreSent() {
    try (LocalServer server = LocalServer.answering(MODELS)) {
      client(server).listModels();

      assertThat(server.requests().get(0).headers()).doesNotContainKeys("authorization", "sso-ak");
    }
  }

  @Test
  void aTokenIsAskedForAnewBeforeEachCall() {
    int[] asked = new int[1];
    try (LocalServer server = LocalServer.answering(MODELS)) {
      InternClient client =
          builder.token(() -> "token-" + ++asked[0]).baseUrl(server.url()).build();
      client.listModels();
      client.listModels();

      assertThat(server.requests())
          .map(request -> request.headers().get("authorization"))
          .containsExactly("Bearer token-1", "Bearer token-2");
    }
  }

  @Test
  void aTokenThatCannotBeHadIsAnAuthenticationError() {
    try (LocalServer server = LocalServer.answering(MODELS)) {
      InternClient client =
          builder
              .token(
                  () -> {
                    throw new IllegalStateException("vault sealed");
                  })
              .baseUrl(server.url())
              .build();

      assertThatThrownBy(client::listModels)
          .isInstanceOf(AuthenticationException.class)
          .hasRootCauseMessage("vault sealed");
      assertThatThrownBy(() -> client.listModelsAsync().join())
          .hasCauseInstanceOf(AuthenticationException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void credentialsAreNeverShown() {
    String echo = "{\"error\":{\"message\":\"Bearer top-secret is bad, sso second-secret too\"}}";
    try (LocalServer server = LocalServer.answering(LocalServer.status(401, echo))) {
      builder.token("top-secret").ssoAk("second-secret").baseUrl(server.url());
      Throwable e = catchThrowable(() -> builder.build().listModels());

      for (Throwable t = e; t != null; t = t.getCause()) {
        assertThat(t.toString()).doesNotContain("top-secret").doesNotContain("second-secret");
      }
      assertThat(e).hasMessageContaining("***");
      assertThat(builder.toString()).doesNotContain("secret");
      assertThat(builder.build().toString()).doesNotContain("secret").contains(server.url());
    }
  }

  @Test
  void credentialsAreNotShownInPartsOrAsARequestId() {
    String html = "x".repeat(294) + "top-secret";
    for (LocalServer.Answer echo :
        new LocalServer.Answer[] {
          LocalServer.status(502, html),
          LocalServer.status(401, "{}", "x-request-id: top-secret"),
          LocalServer.status(401, "{\"error\":{\"message\":\"no\"},\"id\":\"top-secret\"}")
        }) {
      try (LocalServer server = LocalServer.answering(echo)) {
        assertThatThrownBy(
                () -> builder.token("top-secret").baseUrl(server.url()).build().listModels())
            .hasMessageContaining("***")
            .hasMessageNotContaining("top-s");
      }
    }
  }

  @Test
  void aBaseUrlIsShownWithoutWhatMayBeSecretInIt() {
    assertThat(builder.baseUrl("http://me:secret@localhost/v1").toString())
        .contains("localhost")
        .doesNotContain("secret");
    assertThat(builder.baseUrl("http://localhost/v1?key=secret").toString())
        .doesNotContain("secret");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("query")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"top\nsecret", "topsecret ", "топ-secret", ""})
  void aCredentialThatNoHeaderCanHoldIsRefusedUnseen(String token) {
    assertThatThrownBy(() -> builder.token(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> builder.ssoAk(token)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void credentialsDoNotFollowARedirect() {
    try (LocalServer other = LocalServer.answering(MODELS);
        LocalServer server =
            LocalServer.answering(
                LocalServer.status(307, "", "Location: " + other.url() + "models"))) {
      assertThatThrownBy(
              () -> builder.token("t").ssoAk("k").baseUrl(server.url()).build().listModels())
          .isInstanceOfSatisfying(
              ProviderErrorException.class, e -> assertThat(e.status()).isEqualTo(307));
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anHttpClientOfOnesOwnIsUsed() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> chain.proceed(chain.request().newBuilder().header("X-Own", "1").build()))
            .build();
    try (LocalServer server = LocalServer.answering(MODELS)) {
      builder.httpClient(own).baseUrl(server.url()).build().listModels();

      assertThat(server.requests().get(0).headers()).containsEntry("x-own", "1");
    }
  }

  @Test
  void bodiesAreJsonInUtf8() {
    try (LocalServer server = LocalServer.answering(COMPLETION)) {
      client(server)
          .createChatCompletion(
              ChatCompletionRequest.builder()
                  .model("internlm3-latest")
                  .addMessages(UserMessage.builder().content("你好 \ud83d\ude00 \ud800").build())
                  .build());

      LocalServer.Request request = server.requests().get(0);
      assertThat(request.headers()).containsEntry("content-type", "application/json");
      assertThat(request.body())
          .isEqualTo(
              "{\"model\":\"internlm3-latest\",\"messages\":"
                  + "[{\"role\":\"user\",\"content\":\"你好 \ud83d\ude00 \\ud800\"}]}");
    }
  }

  private InternClient client(LocalServer server) {
    return builder.baseUrl(server.url()).build();
  }

  private InternClient client(Socket refusing) {
    return builder.baseUrl("http://127.0.0.1:" + refusing.getLocalPort() + "/").build();
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder()
        .model("internlm3-latest")
        .addMessages(UserMessage.builder().content("hi").build())
        .build();
  }

  private static String chunk() {
    return "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
        + "{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n";
  }
}
