package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.client.intern.ChatCompletionChunk;
import dev.concordat.client.intern.InternClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams as publishers, and many of them at once. */
class PublishersTests {
  private static final String DONE = "data: [DONE]\n\n";

  @Test
  void chunksComeAsTheyAreAskedFor() throws InterruptedException {
    try (LocalServer server =
            LocalServer.answering(LocalServer.events(chunk("a") + chunk("b") + chunk("c") + DONE));
        InternClient client = client(server)) {
      Taken taken = subscribe(client);
      assertThat(server.requests()).isEmpty();

      taken.subscription.request(2);
      assertThat(taken.next()).isEqualTo("a");
      assertThat(taken.next()).isEqualTo("b");
      assertThat(taken.events.poll(50, TimeUnit.MILLISECONDS)).isNull();
      taken.subscription.request(5);
      assertThat(taken.next()).isEqualTo("c");
      assertThat(taken.next()).isEqualTo("end");
    }
  }

  @Test
  void theEndComesWithoutBeingAskedFor() throws InterruptedException {
    try (LocalServer server = LocalServer.answering(LocalServer.events(chunk("a") + DONE));
        InternClient client = client(server)) {
      Taken taken = subscribe(client);
      taken.subscription.request(1);

      assertThat(taken.next()).isEqualTo("a");
      assertThat(taken.next()).isEqualTo("end");
    }
  }

  @Test
  void eachSubscriberHasACallOfItsOwn() throws InterruptedException {
    try (LocalServer server = LocalServer.answering(LocalServer.events(chunk("a") + DONE));
        InternClient client = client(server)) {
      var publisher =
          client.createChatCompletionPublisher(chat -> chat.model("m").addUserMessage("a"));
      for (int i = 1; i <= 2; i++) {
        Taken taken = new Taken();
        publisher.subscribe(taken);
        taken.subscription.request(Long.MAX_VALUE);
        taken.subscription.request(Long.MAX_VALUE);
        assertThat(taken.next()).isEqualTo("a");
        assertThat(taken.next()).isEqualTo("end");
        assertThat(server.requests()).hasSize(i);
      }
    }
  }

  @Test
  void cancellingEndsTheCall() throws InterruptedException {
    CountDownLatch torn = new CountDownLatch(1);
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  LocalServer.write(
                      out, LocalServer.head(200, "Content-Type: text/event-stream") + chunk("a"));
                  try {
                    while (true) {
                      LocalServer.write(out, ": still here\n\n");
                    }
                  } finally {
                    torn.countDown();
                  }
                });
        InternClient client = client(server)) {
      Taken taken = subscribe(client);
      taken.subscription.request(3);
      assertThat(taken.next()).isEqualTo("a");
      taken.subscription.cancel();

      assertThat(torn.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(taken.events).isEmpty();
    }
  }

  @Test
  void askingForNothingIsAMistake() throws InterruptedException {
    try (LocalServer server = LocalServer.answering(LocalServer.events(DONE));
        InternClient client = client(server)) {
      Taken taken = subscribe(client);
      taken.subscription.request(0);

      assertThat(taken.next()).startsWith("java.lang.IllegalArgumentException");
      assertThat(server.requests()).isEmpty();
      assertThatThrownBy(
              () ->
                  client
                      .createChatCompletionPublisher(chat -> chat.model("m").addUserMessage("a"))
                      .subscribe(null))
          .isInstanceOf(NullPointerException.class);
    }
  }

  @Test
  void aThousandStreamsAtOnceEnd() throws Exception {
    int streams = 1000;
    CountDownLatch arrived = new CountDownLatch(streams);
    ExecutorService threads = threads();
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  LocalServer.write(
                      out, LocalServer.head(200, "Content-Type: text/event-stream") + chunk("a"));
                  arrived.countDown();
                  // None ends before all have begun.
                  assertThat(arrived.await(5, TimeUnit.MINUTES)).isTrue();
                  LocalServer.write(out, chunk("b") + DONE);
                });
        InternClient client = client(server)) {
      List<java.util.concurrent.Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        texts.add(
            threads.submit(
                () -> {
                  try (var stream =
                      client.createChatCompletionStream(
                          chat -> chat.model("m").addUserMessage("a"))) {
                    return stream.readToEnd().text();
                  }
                }));
      }
      for (var text : texts) {
        assertThat(text.get(5, TimeUnit.MINUTES)).isEqualTo("ab");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  // Virtual threads where this Java has them.
  private static ExecutorService threads() throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return Executors.newCachedThreadPool();
    }
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static Taken subscribe(InternClient client) {
    Taken taken = new Taken();
    client
        .createChatCompletionPublisher(chat -> chat.model("m").addUserMessage("a"))
        .subscribe(taken);
    return taken;
  }

  /** What a subscriber was told, as text. */
  private static final class Taken implements Flow.Subscriber<ChatCompletionChunk> {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;

    String next() throws InterruptedException {
      return events.poll(5, TimeUnit.MINUTES);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ChatCompletionChunk chunk) {
      events.add(chunk.text());
    }

    @Override
    public void onError(Throwable failure) {
      events.add(failure.toString());
    }

    @Override
    public void onComplete() {
      events.add("end");
    }
  }

  private static InternClient client(LocalServer server) {
    return InternClient.builder().baseUrl(server.url()).build();
  }

  private static String chunk(String text) {
    return "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":\"\"}]}\n\n";
  }
}
