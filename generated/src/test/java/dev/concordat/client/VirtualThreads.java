package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.runtime.CallInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program for a Java that has virtual threads, which the one that builds need not have. Ends by
 * itself, once nothing is left that would hold it.
 */
public final class VirtualThreads {
  private static final int STREAMS = 1000;
  private static final String CHUNK =
      "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String EVENTS = "Content-Type: text/event-stream";

  private VirtualThreads() {}

  public static void main(String... args) throws Exception {
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    streamsAtOnceEnd(virtual);
    anInterruptIsWhatItIs(virtual);
    virtual.shutdown();
    System.out.println("Java " + Runtime.version().feature() + ": " + STREAMS + " streams ended");
  }

  private static void streamsAtOnceEnd(ExecutorService virtual) throws Exception {
    CountDownLatch arrived = new CountDownLatch(STREAMS);
    CountDownLatch again = new CountDownLatch(STREAMS / 2);
    LocalServer.Answer once =
        (request, out) -> {
          LocalServer.write(out, LocalServer.head(200, EVENTS) + CHUNK);
          CountDownLatch all = arrived.getCount() > 0 ? arrived : again;
          all.countDown();
          // None ends before all have begun.
          assertThat(all.await(5, TimeUnit.MINUTES)).isTrue();
          LocalServer.write(out, CHUNK + "data: [DONE]\n\n");
        };
    try (LocalServer server = LocalServer.answering(once)) {
      InternClient client = InternClient.builder().baseUrl(server.url()).build();
      all(virtual, STREAMS, () -> text(client));
      // The same without anyone who waits: the publisher's own threads are virtual ones here.
      List<CompletableFuture<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < STREAMS / 2; i++) {
        Counting counting = new Counting();
        client.createChatCompletionPublisher(body()).subscribe(counting);
        counts.add(counting.count);
      }
      for (CompletableFuture<Integer> count : counts) {
        assertThat(count.get(5, TimeUnit.MINUTES)).isEqualTo(2);
      }
      client.close();
      await(() -> server.openConnections() == 0);
      assertThat(threads()).noneMatch(name -> name.startsWith("concordat-call"));
    }
  }

  private static void all(ExecutorService threads, int times, Callable<String> call)
      throws Exception {
    List<Future<String>> texts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      texts.add(threads.submit(call));
    }
    for (Future<String> text : texts) {
      assertThat(text.get(5, TimeUnit.MINUTES)).isEqualTo("aa");
    }
  }

  private static String text(InternClient client) {
    try (var stream = client.createChatCompletionStream(body())) {
      return stream.readToEnd().text();
    }
  }

  private static void anInterruptIsWhatItIs(ExecutorService virtual) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  LocalServer.write(out, LocalServer.head(200, EVENTS) + CHUNK);
                  assertThat(over.await(5, TimeUnit.MINUTES)).isTrue();
                });
        InternClient client = InternClient.builder().baseUrl(server.url()).build()) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Future<?> waiting =
          virtual.submit(
              () -> {
                try (var stream = client.createChatCompletionStream(body())) {
                  stream.next();
                  begun.countDown();
                  Throwable failure = catchThrowable(stream::next);
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                  thrown.complete(failure);
                } catch (Throwable e) {
                  thrown.completeExceptionally(e);
                }
              });
      assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      waiting.cancel(true);
      assertThat(thrown.get(5, TimeUnit.MINUTES))
          .isInstanceOfSatisfying(
              CallInterruptedException.class, e -> assertThat(e.retryable()).isFalse());
    } finally {
      over.countDown();
    }
  }

  private static Set<String> threads() {
    return Set.copyOf(
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).distinct().toList());
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(5));
      Thread.onSpinWait();
    }
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder().model("m").messages(List.of()).build();
  }
}
