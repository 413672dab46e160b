package dev.concordat.client;

import static dev.concordat.client.LocalServer.events;
import static dev.concordat.client.LocalServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionChunk;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.FinishReason;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.intern.UserMessage;
import dev.concordat.client.maas.Completion;
import dev.concordat.client.maas.CompletionRequest;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as servers send them, and as they should not, from a real server. */
class StreamsTests {
  private static final String DONE = "data: [DONE]\n\n";

  @Test
  void chunksAreReadAndAddUpToAnAnswer() {
    try (LocalServer server =
            LocalServer.answering(events(chunk("He", "") + chunk("llo", "stop") + DONE));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      List<String> pieces = new ArrayList<>();
      stream.forEachRemaining(c -> pieces.add(c.choices().get(0).delta().content()));

      assertThat(pieces).containsExactly("He", "llo");
      ChatCompletion sum = stream.sum();
      assertThat(sum.choices().get(0).message().content()).isEqualTo("Hello");
      assertThat(sum.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
      assertThat(server.requests().get(0).body()).contains("\"stream\":true");
      assertThat(server.requests().get(0).headers()).containsEntry("accept", "text/event-stream");
      assertThat(stream.hasNext()).isFalse();
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void chunksAreAStreamOfJavasToo() {
    String events = chunk("a", "") + chunk("b", "") + chunk("c", "") + DONE;
    try (LocalServer server =
        LocalServer.answering(
            LocalServer.events(events),
            LocalServer.events(events),
            LocalServer.events(chunk("a", "")))) {
      EventStream<ChatCompletionChunk, ChatCompletion> all = open(server);
      try (Stream<ChatCompletionChunk> chunks = all.stream()) {
        assertThat(chunks.map(ChatCompletionChunk::text)).containsExactly("a", "b", "c");
      }
      assertThat(all.sum().text()).isEqualTo("abc");

      EventStream<ChatCompletionChunk, ChatCompletion> some = open(server);
      try (Stream<ChatCompletionChunk> chunks = some.stream()) {
        assertThat(chunks.findFirst().orElseThrow().text()).isEqualTo("a");
      }
      assertThatThrownBy(some::hasNext).isInstanceOf(IllegalStateException.class);

      try (Stream<ChatCompletionChunk> cut = open(server).stream()) {
        assertThatThrownBy(cut::count).isInstanceOf(IncompleteStreamException.class);
      }
    }
  }

  @Test
  void chunksAreGoneThroughOnce() {
    String events = chunk("a", "") + chunk("b", "") + chunk("c", "");
    try (LocalServer server =
        LocalServer.answering(LocalServer.events(events + DONE), LocalServer.events(events))) {
      List<String> seen = new ArrayList<>();
      try (EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
        seen.add(stream.next().text());
        for (ChatCompletionChunk chunk : stream) {
          seen.add(chunk.text());
        }
        for (ChatCompletionChunk chunk : stream) {
          seen.add("again: " + chunk.text());
        }
      }
      assertThat(seen).containsExactly("a", "b", "c");

      try (EventStream<ChatCompletionChunk, ChatCompletion> cut = open(server)) {
        assertThatThrownBy(() -> cut.forEach(chunk -> {}))
            .isInstanceOf(IncompleteStreamException.class);
      }
    }
  }

  @Test
  void eachChunkIsThereBeforeTheNextOneIsSent() {
    Semaphore seen = new Semaphore(0);
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  write(out, LocalServer.head(200, "Content-Type: text/event-stream"));
                  for (int i = 0; i < 3; i++) {
                    write(out, chunk("piece " + i, ""));
                    // Goes on only once the client has this one in hand.
                    assertThat(seen.tryAcquire(5, TimeUnit.MINUTES)).isTrue();
                  }
                  write(out, DONE);
                });
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      for (int i = 0; i < 3; i++) {
        assertThat(stream.next().choices().get(0).delta().content()).isEqualTo("piece " + i);
        seen.release();
      }
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": ping\n\n%1$s: ping\n\n%2$sdata: [DONE]\n\n",
        "\ufeff%1$s%2$sdata: [DONE]\n\n",
        "%1$s%2$sdata: [DONE]\n",
        "%1$s%2$sdata: [DONE]",
        "%1$s%2$sdata:[DONE] \n\n",
        "%1$sevent: ping\ndata: x\n\n%2$sdata: [DONE]\n\ndata: after\n\n",
        "%1$sevent: ping\ndata: {\"type\":\"ping\"}\n\n%2$sdata: [DONE]\n\n",
        "%1$sdata: {\"note\":1}\n\n%2$sdata: [DONE]\n\n",
        "%1$sdata: \n\n%2$sdata: [DONE]\n\n",
        "id: 1\nretry: 3\n%1$sfoo\n%2$sdata: [DONE]\n\n"
      })
  void whatServersPutAroundTheChunksDoesNoHarm(String form) {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String stream = String.format(form, chunk("He", ""), chunk("llo", "stop")).replace("\n", end);
      assertThat(text(stream)).as(stream).isEqualTo("Hello");
    }
  }

  @Test
  void eventsThatAreNeitherChunksNorErrorsAreSetAside() {
    try (LocalServer server =
            LocalServer.answering(
                events("data: {\"note\":1}\n\nevent: ping\ndata: x\n\n" + chunk("a", "") + DONE));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      assertThat(stream.readToEnd().choices()).hasSize(1);
      assertThat(stream.otherEvents())
          .containsExactly(JsonValue.parse("{\"note\":1}"), new JsonString("x"));
    }
  }

  @Test
  void aStreamWithoutAnyFinishReasonIsAnAnswerThatHasNone() {
    assertThat(
            text(chunk("a", null) + chunk("b", null).replace(",\"finish_reason\":null", "") + DONE))
        .isEqualTo("ab");
    try (LocalServer server = LocalServer.answering(events(chunk("a", "") + DONE));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      assertThat(stream.readToEnd().choices().get(0).finishReason()).isNull();
    }
  }

  @Test
  void aToolCallThatComesInPiecesIsWhole() {
    String first =
        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\"}}]}";
    String second = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}";
    String third = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}";
    try (LocalServer server =
            LocalServer.answering(
                events(delta(first, "") + delta(second, "") + delta(third, "stop") + DONE));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      var call = stream.readToEnd().choices().get(0).message().toolCalls().get(0);

      assertThat(call.id()).isEqualTo("c1");
      assertThat(call.function().name()).isEqualTo("f");
      assertThat(call.function().arguments()).isEqualTo("{\"a\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"code\":\"-20048\",\"message\":\"slow\"}}\n\n",
        "event: error\ndata: {\"error\":{\"code\":\"-20048\",\"message\":\"slow\"}}\n\n",
        "data: {\"object\":\"error\",\"code\":\"-20048\",\"message\":\"slow\"}\n\n"
      })
  void anErrorEventIsAnErrorWhereverItComes(String error) {
    for (String before : List.of("", chunk("a", ""))) {
      ProviderException e = failure(before + error + DONE);

      assertThat(e).isInstanceOf(RateLimitException.class);
      assertThat(e.providerMessage()).isEqualTo("slow");
      assertThat(e.status()).isEqualTo(200);
    }
  }

  @Test
  void anErrorEventOfAnUnknownShapeIsAnErrorAllTheSame() {
    assertThat(failure("event: error\ndata: out of memory\n\n" + DONE))
        .isInstanceOf(ProviderErrorException.class)
        .hasMessageContaining("out of memory");
    assertThat(failure("data: {\"error\":17}\n\n" + DONE))
        .isInstanceOf(ProviderErrorException.class)
        .hasMessageContaining("17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "data", "data: {\"id\":", ": ping\n\n", "%s", "%sdata: {\"id\":\"1\"}"})
  void aStreamThatIsCutOffIsNoAnswer(String form) {
    ProviderException e = failure(String.format(form, chunk("a", "stop")));

    assertThat(e)
        .isInstanceOfSatisfying(
            IncompleteStreamException.class,
            cut -> assertThat(cut.chunks()).isEqualTo(form.contains("%s") ? 1 : 0));
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void aConnectionThatBreaksInTheMiddleIsAnIncompleteStreamToo() {
    try (LocalServer server =
            LocalServer.answering(
                (request, out) ->
                    write(
                        out,
                        LocalServer.head(
                                200, "Content-Type: text/event-stream", "Content-Length: 9999")
                            + chunk("a", "")));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      stream.next();

      assertThatThrownBy(stream::hasNext).isInstanceOf(IncompleteStreamException.class);
      assertThatThrownBy(stream::readToEnd).isInstanceOf(IncompleteStreamException.class);
      assertThat(stream.sum().choices().get(0).message().content()).isEqualTo("a");
    }
  }

  @Test
  void aStreamThatFallsSilentIsATimeout() {
    CountDownLatch done = new CountDownLatch(1);
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  write(
                      out,
                      LocalServer.head(200, "Content-Type: text/event-stream") + chunk("a", ""));
                  done.await();
                });
        EventStream<ChatCompletionChunk, ChatCompletion> stream =
            begun(server, InternClient.Builder::readTimeout).stream()) {
      assertThatThrownBy(stream::hasNext).isInstanceOf(CallTimeoutException.class);
    } finally {
      done.countDown();
    }
  }

  @Test
  void aStreamMayTakeLongerThanACall() throws InterruptedException {
    CountDownLatch late = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              write(out, LocalServer.head(200, "Content-Type: text/event-stream") + chunk("a", ""));
              assertThat(late.await(10, TimeUnit.MINUTES)).isTrue();
              write(out, chunk("b", "stop") + DONE);
            })) {
      Begun begun = begun(server, InternClient.Builder::callTimeout);
      try (EventStream<ChatCompletionChunk, ChatCompletion> stream = begun.stream()) {
        Thread.sleep(begun.timeout().plusSeconds(1).toMillis());
        late.countDown();

        assertThat(stream.readToEnd().choices().get(0).message().content()).isEqualTo("ab");
      }
    }
  }

  /** A stream whose first chunk was read, and the timeout of its call. */
  private record Begun(EventStream<ChatCompletionChunk, ChatCompletion> stream, Duration timeout) {}

  // A busy machine may need longer for the first chunk, and then gets it.
  private static Begun begun(
      LocalServer server,
      BiFunction<InternClient.Builder, Duration, InternClient.Builder> setting) {
    Duration timeout = Duration.ofMillis(500);
    while (true) {
      try {
        InternClient.Builder builder = InternClient.builder().baseUrl(server.url());
        var stream = setting.apply(builder, timeout).build().createChatCompletionStream(body());
        stream.next();
        return new Begun(stream, timeout);
      } catch (CallTimeoutException e) {
        if (timeout.compareTo(Duration.ofMinutes(2)) > 0) {
          throw e;
        }
        timeout = timeout.multipliedBy(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "application/problem+json", ""})
  void anErrorBodyInPlaceOfAStreamIsAnError(String type) {
    String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type: " + type};
    ProviderException e =
        failure(LocalServer.status(200, "{\"error\":{\"code\":\"-20014\"}}", headers));
    ProviderException indented =
        failure(LocalServer.status(200, "\n\r\n {\"error\":{\"code\":\"-20014\"}}", headers));

    assertThat(e).isInstanceOf(OverloadedException.class);
    assertThat(indented).isInstanceOf(OverloadedException.class);
  }

  @Test
  void anAnswerThatIsNoStreamIsNotTakenForAnEmptyOne() {
    assertThat(failure(LocalServer.json("{\"id\":\"1\",\"choices\":[]}")))
        .isInstanceOf(UndecodableAnswerException.class)
        .hasMessageContaining("expected a stream of events");
    assertThat(failure(LocalServer.status(200, "<html>", "Content-Type: text/html")))
        .isInstanceOfSatisfying(
            UndecodableAnswerException.class, e -> assertThat(e.excerpt()).isEqualTo("<html>"))
        .hasMessageContaining("found a page");
    assertThat(failure(LocalServer.status(200, "Please log in", "Content-Type: text/plain")))
        .isInstanceOf(UndecodableAnswerException.class)
        .hasMessageContaining("Please log in");
    assertThat(failure(LocalServer.status(204, "")))
        .isInstanceOf(UndecodableAnswerException.class)
        .hasMessageContaining("found nothing");
    assertThat(failure(LocalServer.status(503, "busy"))).isInstanceOf(OverloadedException.class);
  }

  @Test
  void anEventThatIsNoJsonAndAChunkThatIsWrongAreErrors() {
    assertThat(failure(chunk("a", "") + "data: hello\n\n" + DONE))
        .isInstanceOf(UndecodableAnswerException.class);
    assertThat(failure("data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{}]}\n\n" + DONE))
        .isInstanceOf(UndecodableAnswerException.class)
        .hasMessageContaining("$.choices[0]");
  }

  @Test
  void aFailureStays() {
    try (LocalServer server = LocalServer.answering(events(chunk("a", "")));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      stream.next();

      assertThatThrownBy(stream::next).isInstanceOf(IncompleteStreamException.class);
      assertThatThrownBy(stream::hasNext).isInstanceOf(IncompleteStreamException.class);
    }
  }

  @Test
  void closingEarlyEndsTheCall() throws InterruptedException {
    CountDownLatch torn = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              write(out, LocalServer.head(200, "Content-Type: text/event-stream"));
              try {
                while (true) {
                  write(out, chunk("a", ""));
                }
              } finally {
                torn.countDown();
              }
            })) {
      EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server);
      stream.next();
      stream.close();

      assertThat(torn.await(5, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(stream::hasNext).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingFromAnotherThreadWakesTheOneThatWaits() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (LocalServer server =
        LocalServer.answering(
            (request, out) -> {
              write(out, LocalServer.head(200, "Content-Type: text/event-stream"));
              write(out, chunk("a", ""));
              assertThat(done.await(5, TimeUnit.MINUTES)).isTrue();
            })) {
      EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server);
      stream.next();
      AtomicReference<Throwable> closing = new AtomicReference<>();
      Thread closer = new Thread(stream::close);
      closer.setUncaughtExceptionHandler((thread, e) -> closing.set(e));
      closer.start();

      assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
      closer.join();
      assertThat(closing.get()).isNull();
    } finally {
      done.countDown();
    }
  }

  @Test
  void nothingReadIsNoAnswer() {
    try (LocalServer server = LocalServer.answering(events(DONE));
        EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
      assertThatThrownBy(stream::readToEnd).isInstanceOf(UndecodableAnswerException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"index\":0,", "\"created\":1"})
  void whatASumDoesNotNeedDoesNotLoseTheAnswer(String needless) {
    String replaced = needless.contains("index") ? "" : "\"created\":1.75";
    String stream = maasChunk("He", "null") + maasChunk("llo", "\"stop\"") + DONE;
    try (LocalServer server = LocalServer.answering(events(stream.replace(needless, replaced)));
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build();
        var opened =
            client.createChatCompletionStream(chat -> chat.model("m").addUserMessage("a"))) {
      var first = opened.next();
      assertThat(first.choices().get(0).index()).isZero();
      assertThat(first.created()).isEqualTo(1);
      assertThat(first.createdNumber().text()).isEqualTo(needless.contains("index") ? "1" : "1.75");

      var sum = opened.readToEnd();
      assertThat(sum.text()).isEqualTo("Hello");
      assertThat(sum.choices().get(0).index()).isZero();
      assertThat(sum.created()).isEqualTo(1);
    }
  }

  @Test
  void ofSeveralChoicesEachSaysWhichItIs() {
    String two = maasChunk("a", "null").replace("}]}", "},{\"delta\":{},\"finish_reason\":null}]}");
    String later = maasChunk("b", "null").replace("\"index\":0,", "");
    for (String stream :
        List.of(two, maasChunk("a", "null").replace("\"index\":0", "\"index\":1") + later)) {
      try (LocalServer server = LocalServer.answering(events(stream + DONE));
          MaasClient client = MaasClient.builder().baseUrl(server.url()).build();
          var opened =
              client.createChatCompletionStream(chat -> chat.model("m").addUserMessage("a"))) {
        assertThatThrownBy(opened::readToEnd)
            .isInstanceOf(UndecodableAnswerException.class)
            .hasMessageContaining("\"index\" is missing");
      }
    }
  }

  private static String maasChunk(String text, String finish) {
    return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  @Test
  void completionsAddUpByTheirOwnRules() {
    String chunk =
        "data: {\"id\":\"1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s,"
            + "\"logprobs\":{\"tokens\":[\"%s\"]}}]}\n\n";
    String usage =
        "data: {\"id\":\"1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,"
            + "\"total_tokens\":3}}\n\n";
    try (LocalServer server =
        LocalServer.answering(
            events(
                String.format(chunk, "He", "null", "a")
                    + String.format(chunk, "llo", "\"stop\"", "b")
                    + usage
                    + DONE))) {
      MaasClient client = MaasClient.builder().baseUrl(server.url()).build();
      Completion sum =
          client
              .createCompletionStream(CompletionRequest.builder().model("m").prompt("Say").build())
              .readToEnd();

      assertThat(sum.choices().get(0).text()).isEqualTo("Hello");
      assertThat(sum.choices().get(0).logprobs().tokens()).containsExactly("a", "b");
      assertThat(sum.usage().totalTokens()).isEqualTo(3);
      assertThat(server.requests().get(0).path()).isEqualTo("/v1/completions");
    }
  }

  private static String text(String stream) {
    try (LocalServer server = LocalServer.answering(events(stream));
        EventStream<ChatCompletionChunk, ChatCompletion> opened = open(server)) {
      return opened.readToEnd().choices().get(0).message().content();
    }
  }

  private static ProviderException failure(String stream) {
    return failure(events(stream));
  }

  private static ProviderException failure(LocalServer.Answer answer) {
    try (LocalServer server = LocalServer.answering(answer)) {
      return catchThrowableOfType(
          ProviderException.class,
          () -> {
            try (EventStream<ChatCompletionChunk, ChatCompletion> stream = open(server)) {
              stream.readToEnd();
            }
          });
    }
  }

  private static EventStream<ChatCompletionChunk, ChatCompletion> open(LocalServer server) {
    return InternClient.builder()
        .baseUrl(server.url())
        .retries(RetryPolicy.none())
        .build()
        .createChatCompletionStream(body());
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder()
        .model("internlm3-latest")
        .addMessages(UserMessage.builder().content("hi").build())
        .build();
  }

  private static String chunk(String text, String finish) {
    return delta("{\"content\":\"" + text + "\"}", finish);
  }

  private static String delta(String delta, String finish) {
    return "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + (finish == null ? "null" : "\"" + finish + "\"")
        + "}]}\n\n";
  }
}
