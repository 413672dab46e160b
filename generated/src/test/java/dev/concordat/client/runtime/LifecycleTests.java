package dev.concordat.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.LocalServer;
import dev.concordat.client.LocalServer.Answer;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients share, how many calls they make at once, and what is left when they are closed. */
class LifecycleTests {
  private static final String MODELS = "{\"object\":\"list\",\"data\":[]}";
  private static final String COMPLETION = "{\"id\":\"1\",\"model\":\"m\",\"choices\":[]}";
  private static final String CHUNK =
      "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n";

  @Test
  void anyNumberOfCallsAreMadeAtOnce() throws InterruptedException {
    int calls = 60;
    CountDownLatch arrived = new CountDownLatch(calls);
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  arrived.countDown();
                  // Answered only once all are there.
                  assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
                  LocalServer.json(MODELS).write(request, out);
                });
        InternClient client = client(server)) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      IntStream.range(0, calls).forEach(i -> all.add(client.listModelsAsync()));

      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      assertThat(server.requests()).hasSize(calls);
    }
  }

  @Test
  void whatFollowsACallMayWaitForAnother() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(MODELS));
        InternClient client = client(server)) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        all.add(client.listModelsAsync().thenApply(models -> client.listModelsAsync().join()));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .orTimeout(2, TimeUnit.MINUTES)
          .join();
    }
  }

  @Test
  void futuresAreNotCompletedByTheHttpClientsThreads() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(MODELS));
        InternClient client = client(server)) {
      AtomicReference<String> thread = new AtomicReference<>();
      client.listModelsAsync().thenRun(() -> thread.set(Thread.currentThread().getName())).join();

      assertThat(thread.get()).doesNotContain("OkHttp");
    }
  }

  @Test
  void fiftyClientsShareTheirConnections() {
    try (LocalServer server = LocalServer.keeping(LocalServer.kept(MODELS))) {
      List<InternClient> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(client(server));
      }
      clients.forEach(InternClient::listModels);
      assertThat(server.connections()).isEqualTo(1);

      clients.forEach(InternClient::close);
      await(() -> server.openConnections() == 0);
    }
  }

  @Test
  void aDerivedClientDiffersInWhatWasChangedAlone() {
    try (LocalServer one = LocalServer.keeping(LocalServer.kept(MODELS));
        LocalServer other = LocalServer.keeping(LocalServer.kept(MODELS));
        InternClient client =
            InternClient.builder().baseUrl(one.url()).token("first").ssoAk("key").build()) {
      InternClient derived = client.with(changes -> changes.baseUrl(other.url()).token("second"));
      client.listModels();
      derived.listModels();

      assertThat(one.requests().get(0).headers()).containsEntry("authorization", "Bearer first");
      assertThat(other.requests().get(0).headers())
          .containsEntry("authorization", "Bearer second")
          .containsEntry("sso-ak", "key");
    }
  }

  @Test
  void closingADerivedClientLeavesTheOneThatItCameFrom() {
    try (LocalServer server = LocalServer.keeping(LocalServer.kept(MODELS));
        InternClient client = client(server)) {
      InternClient derived = client.with(changes -> {});
      derived.close();

      assertThatThrownBy(derived::listModels)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertThat(client.listModels().data()).isEmpty();

      client.close();
      assertThatThrownBy(client::listModels).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(client.with(changes -> {})::listModels)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingEndsWhatIsStillGoingOn() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(3);
    CountDownLatch done = new CountDownLatch(1);
    Answer hanging =
        (request, out) -> {
          if (request.body().contains("\"stream\":true")) {
            LocalServer.write(out, LocalServer.head(200, "Content-Type: text/event-stream"));
            LocalServer.write(out, CHUNK);
          }
          arrived.countDown();
          done.await();
        };
    // Not the common pool, which has a single thread on a small machine.
    ExecutorService threads = Executors.newCachedThreadPool();
    try (LocalServer server = LocalServer.answering(hanging)) {
      InternClient client = client(server);
      CompletableFuture<?> future = client.listModelsAsync();
      CompletableFuture<Throwable> call =
          CompletableFuture.supplyAsync(() -> catchThrowable(client::listModels), threads);
      CompletableFuture<Throwable> reading =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowable(
                      () -> {
                        try (var stream = client.createChatCompletionStream(body())) {
                          stream.readToEnd();
                        }
                      }),
              threads);
      assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
      client.close();

      assertThatThrownBy(future::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(call.join()).isInstanceOf(IllegalStateException.class);
      assertThat(reading.join()).isInstanceOf(IllegalStateException.class);
    } finally {
      threads.shutdown();
      done.countDown();
    }
  }

  @Test
  void afterClosingNoThreadOfOursIsLeftAndNoneThatHoldsTheProgram() {
    try (LocalServer server = LocalServer.keeping(LocalServer.kept(MODELS))) {
      InternClient client = client(server);
      client.listModelsAsync().join();
      client.listModels();
      client.close();

      await(() -> server.openConnections() == 0);
      await(() -> threads("concordat-call").isEmpty());
      assertThat(threads("OkHttp").stream().filter(thread -> !thread.isDaemon())).isEmpty();
    }
  }

  @Test
  void streamsThatNobodyReadsToTheirEndAreClosedWithTheClient() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(2);
    CountDownLatch told = new CountDownLatch(1);
    Answer endless =
        (request, out) -> {
          try {
            LocalServer.write(out, LocalServer.head(200, "Content-Type: text/event-stream"));
            while (true) {
              LocalServer.write(out, CHUNK);
            }
          } catch (java.io.IOException closed) {
            gone.countDown();
          }
        };
    try (LocalServer server = LocalServer.answering(endless)) {
      InternClient client = client(server);
      client.createChatCompletionStream(body()).next();
      client
          .createChatCompletionPublisher(body())
          .subscribe(
              new Flow.Subscriber<Object>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                  subscription.request(1);
                }

                @Override
                public void onNext(Object chunk) {
                  told.countDown();
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
              });
      assertThat(told.await(2, TimeUnit.MINUTES)).isTrue();
      client.close();

      assertThat(gone.await(2, TimeUnit.MINUTES)).isTrue();
      await(() -> server.openConnections() == 0);
      await(() -> threads("concordat-call").isEmpty());
    }
  }

  @Test
  void aKeptConnectionThatHasDiedIsNoFailure() {
    Answer[] answers = new Answer[40];
    for (int i = 0; i < answers.length; i++) {
      // Each connection serves one call, and is closed when the next one has been sent.
      answers[i] = i % 3 == 1 ? LocalServer.closing() : LocalServer.kept(COMPLETION);
    }
    try (LocalServer server = LocalServer.keeping(answers);
        InternClient client =
            InternClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.createChatCompletion(body()).id()).isEqualTo("1");
      }
      assertThat(server.connections()).isGreaterThan(5);
    }
  }

  @Test
  void aNewConnectionThatDiesIs() {
    try (LocalServer server =
            LocalServer.keeping(LocalServer.closing(), LocalServer.kept(COMPLETION));
        InternClient client = client(server)) {
      assertThatThrownBy(() -> client.createChatCompletion(body()))
          .isExactlyInstanceOf(ConnectionException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anInterruptIsWhatItIs() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(MODELS));
        InternClient client =
            InternClient.builder()
                .baseUrl(server.url())
                .limitRate(1, java.time.Duration.ofHours(1))
                .build()) {
      client.listModels();
      Thread.currentThread().interrupt();
      Throwable failure = catchThrowable(client::listModels);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure)
          .isInstanceOfSatisfying(
              CallInterruptedException.class, e -> assertThat(e.retryable()).isFalse());
    }
  }

  @Test
  void anInterruptBeforeACallIsNoFailureOfTheNetwork() {
    try (LocalServer server = LocalServer.answering(LocalServer.json(MODELS));
        InternClient client = client(server)) {
      Thread.currentThread().interrupt();
      Throwable failure = catchThrowable(client::listModels);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).isInstanceOf(CallInterruptedException.class);
    }
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
      Thread.onSpinWait();
    }
  }

  private static InternClient client(LocalServer server) {
    return InternClient.builder().baseUrl(server.url()).build();
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder().model("m").messages(List.of()).build();
  }
}
