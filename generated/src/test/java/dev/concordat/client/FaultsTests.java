package dev.concordat.client;

import static dev.concordat.client.LocalServer.head;
import static dev.concordat.client.LocalServer.status;
import static dev.concordat.client.LocalServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a server, in each way to call: plain, as a stream, as a future, as a publisher. */
class FaultsTests {
  private static final String JSON = "Content-Type: application/json";
  private static final String EVENTS = "Content-Type: text/event-stream";
  private static final String ERROR = "{\"error\":{\"message\":\"out of memory\",\"code\":500}}";
  private static final String START = "{\"id\":\"1\",\"object\":\"chat.completion";
  private static final String REST = "\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,";
  private static final String ANSWER =
      START
          + REST
          + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"refusal\":null},"
          + "\"finish_reason\":\"stop\",\"logprobs\":null}]}";
  private static final String CHUNK =
      "data: "
          + START
          + ".chunk"
          + REST
          + "\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String PAGE = "<!DOCTYPE html>\n<title>Log in</title>";

  /**
   * A fault.
   *
   * @param answer what the server does, whether or not it is asked for a stream
   * @param plain what a plain call and a future throw
   * @param streamed what a stream and a publisher throw
   */
  private record Fault(
      String name,
      LocalServer.Answer answer,
      Class<? extends ProviderException> plain,
      Class<? extends ProviderException> streamed,
      boolean retryable,
      @Nullable String quoted) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Fault fault(
      String name,
      LocalServer.Answer answer,
      Class<? extends ProviderException> thrown,
      boolean retryable,
      @Nullable String quoted) {
    return new Fault(name, answer, thrown, thrown, retryable, quoted);
  }

  static Stream<Arguments> faults() {
    List<Fault> faults = new ArrayList<>();
    for (String type : List.of(JSON, EVENTS, "Content-Type: text/html", "X-No: type")) {
      faults.add(
          fault(
              "error in 200, " + type,
              status(200, ERROR, type),
              ProviderErrorException.class,
              true,
              "out of memory"));
      faults.add(
          fault(
              "page in 200, " + type,
              status(200, PAGE, type),
              UndecodableAnswerException.class,
              false,
              "<!DOCTYPE html> <title>Log in</title>"));
    }
    faults.add(
        new Fault(
            "empty 200",
            status(200, "", EVENTS),
            UndecodableAnswerException.class,
            IncompleteStreamException.class,
            false,
            null));
    faults.add(
        new Fault(
            "empty stream",
            status(200, DONE, EVENTS),
            UndecodableAnswerException.class,
            UndecodableAnswerException.class,
            false,
            null));
    faults.add(
        new Fault(
            "only comments",
            status(200, ": ping\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            UndecodableAnswerException.class,
            false,
            null));
    faults.add(
        new Fault(
            "error event",
            status(200, CHUNK + "data: " + ERROR + "\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            ProviderErrorException.class,
            true,
            "out of memory"));
    for (String line : List.of(ERROR, ERROR.replace("{\"mess", "{\n \"mess"), " " + ERROR)) {
      faults.add(
          new Fault(
              "bare error line",
              status(200, CHUNK + line + "\n", EVENTS),
              UndecodableAnswerException.class,
              ProviderErrorException.class,
              true,
              "out of memory"));
    }
    faults.add(
        new Fault(
            "cut",
            (request, out) ->
                write(out, head(200, EVENTS, "Content-Length: 99999") + body(request, 0.9)),
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null));
    faults.add(
        fault(
            "invalid UTF-8",
            (request, out) -> {
              write(out, head(200, isStream(request) ? EVENTS : JSON));
              String body = body(request, 1).replace("Hello", "H\u00e4llo");
              out.write(body.getBytes(StandardCharsets.ISO_8859_1));
              out.flush();
            },
            UndecodableAnswerException.class,
            false,
            "UTF-8"));
    faults.add(
        fault("hang", (request, out) -> never(), CallTimeoutException.class, true, "Timeout"));
    faults.add(
        fault(
            "no connection",
            (request, out) -> out.close(),
            ConnectionException.class,
            true,
            "the connection failed"));
    faults.add(fault("529", status(529, "busy"), OverloadedException.class, true, "busy"));
    faults.add(fault("429", status(429, "slow"), RateLimitException.class, true, "slow"));
    faults.add(fault("401", status(401, "who?"), AuthenticationException.class, false, "who?"));
    faults.add(fault("502", status(502, PAGE), ProviderErrorException.class, true, "Log in"));
    faults.add(fault("302", status(302, ""), ProviderErrorException.class, false, null));
    return faults.stream().flatMap(f -> Stream.of(Form.values()).map(way -> Arguments.of(f, way)));
  }

  private static void never() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static boolean isStream(LocalServer.Request request) {
    return request.body().contains("\"stream\":true");
  }

  private static String body(LocalServer.Request request, double share) {
    String whole = isStream(request) ? CHUNK + CHUNK + DONE : ANSWER;
    return whole.substring(0, (int) (whole.length() * share));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsWhatItIsInEachForm(Fault fault, Form form) {
    try (LocalServer server = LocalServer.answering(fault.answer());
        MaasClient client =
            MaasClient.builder()
                .baseUrl(server.url())
                .retries(RetryPolicy.none())
                .readTimeout(
                    fault.name().equals("hang") ? Duration.ofMillis(300) : Duration.ofMinutes(2))
                .build()) {
      Throwable thrown = catchThrowable(() -> form.call(client));

      boolean streamed = form == Form.STREAM || form == Form.PUBLISHER;
      assertThat(thrown).isInstanceOf(streamed ? fault.streamed() : fault.plain());
      boolean readable = streamed || fault.plain() == fault.streamed();
      if (readable && fault.streamed() != IncompleteStreamException.class) {
        assertThat(((ProviderException) thrown).retryable()).isEqualTo(fault.retryable());
        assertThat(thrown).hasMessageContaining(fault.quoted() == null ? "" : fault.quoted());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDripsIsAnAnswer(Form form) throws Exception {
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  write(out, head(200, isStream(request) ? EVENTS : JSON));
                  for (char c : body(request, 1).toCharArray()) {
                    write(out, String.valueOf(c));
                  }
                });
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build()) {
      assertThat(form.call(client)).startsWith("Hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeptConnectionThatHasDiedIsNoFault(Form form) throws Exception {
    LocalServer.Answer whole =
        (request, out) ->
            LocalServer.kept(body(request, 1), isStream(request) ? EVENTS : JSON)
                .write(request, out);
    try (LocalServer server = LocalServer.keeping(whole, LocalServer.closing(), whole);
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build()) {
      assertThat(form.call(client)).startsWith("Hello");
      assertThat(form.call(client)).startsWith("Hello");

      // The second call was sent on the connection of the first, and then on one of its own.
      assertThat(server.requests()).hasSize(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewConnectionThatDiesIs(Form form) {
    try (LocalServer server = LocalServer.keeping(LocalServer.closing());
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build()) {
      assertThat(catchThrowable(() -> form.call(client)))
          .isExactlyInstanceOf(ConnectionException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeReadIsKept() {
    String answer = ANSWER.replace("\"Hello\"", "[7]");
    try (LocalServer server =
            LocalServer.answering(
                status(200, answer, JSON, "X-Request-Id: r-7", "Set-Cookie: session=s3cr3t"));
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).token("top-secret").build()) {
      Throwable thrown = catchThrowable(() -> Form.PLAIN.call(client));

      assertThat(thrown)
          .isInstanceOfSatisfying(
              UndecodableAnswerException.class,
              e -> {
                assertThat(e.status()).isEqualTo(200);
                assertThat(e.requestId()).isEqualTo("r-7");
                assertThat(e.headers().get("Content-Type")).isEqualTo("application/json");
                assertThat(e.headers().toString()).doesNotContain("s3cr3t");
                assertThat(e.excerpt()).startsWith("{\"id\":\"1\"");
                assertThat(e.json().toJson()).isEqualTo(answer);
              });
    }
  }

  @Test
  void namedEventsThatAreNoChunksArePassedOver() throws Exception {
    String named = "event: progress\ndata: {\"choices\":\"none\"}\n\nevent: ping\ndata: x\n\n";
    try (LocalServer server =
            LocalServer.answering(status(200, named + CHUNK + named + DONE, EVENTS));
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build()) {
      assertThat(Form.STREAM.call(client)).isEqualTo("Hello");
    }
  }
}
