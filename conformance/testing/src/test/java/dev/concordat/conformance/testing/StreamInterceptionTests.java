package dev.concordat.conformance.testing;

import static dev.concordat.conformance.testing.InternSamples.DONE;
import static dev.concordat.conformance.testing.InternSamples.EVENT_STREAM;
import static dev.concordat.conformance.testing.InternSamples.FIRST_EVENT;
import static dev.concordat.conformance.testing.InternSamples.JSON;
import static dev.concordat.conformance.testing.InternSamples.LAST_EVENT;
import static dev.concordat.conformance.testing.InternSamples.PATH;
import static dev.concordat.conformance.testing.InternSamples.STREAM;
import static dev.concordat.conformance.testing.InternSamples.STREAM_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class StreamInterceptionTests {
  private final ContractInterceptor calls = Concordat.interceptor("intern");
  private final CountDownLatch received = new CountDownLatch(1);
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    received.countDown();
    server.close();
  }

  private Call chat() {
    return chat(new OkHttpClient.Builder().addInterceptor(calls).build());
  }

  private Call chat(OkHttpClient client) {
    return client.newCall(
        new Request.Builder()
            .url(server.url() + PATH)
            .post(RequestBody.create(STREAM_REQUEST, MediaType.get(JSON)))
            .build());
  }

  /** Sends the first part, and the rest when the test has received the first. */
  private void answerInTwo(String first, String rest) {
    server.answers(
        exchange -> {
          LocalServer.begin(exchange, EVENT_STREAM);
          LocalServer.send(exchange, first);
          if (received.await(5, TimeUnit.MINUTES)) {
            LocalServer.send(exchange, rest);
          }
        });
  }

  private static String event(BufferedSource stream) throws IOException {
    String data = stream.readUtf8LineStrict() + "\n";
    assertThat(stream.readUtf8LineStrict()).isEmpty();
    return data + "\n";
  }

  private Verdict verdict() {
    assertThat(calls.judged()).hasSize(1);
    return calls.judged().get(0).judgement().verdict();
  }

  private void assertOnly(String rule, Severity severity) {
    assertThat(calls.judged().get(0).judgement().findings())
        .extracting(Finding::rule, Finding::severity)
        .containsExactly(tuple(rule, severity));
  }

  @Test
  void anEventArrivesBeforeTheNextIsSent() throws IOException {
    answerInTwo(FIRST_EVENT, LAST_EVENT + DONE);

    try (Response response = chat().execute()) {
      BufferedSource stream = response.body().source();
      assertThat(event(stream)).isEqualTo(FIRST_EVENT);
      assertThat(calls.judged()).isEmpty();
      received.countDown();
      assertThat(stream.readUtf8()).isEqualTo(LAST_EVENT + DONE);
    }

    calls.assertConform();
    assertThat(verdict()).isEqualTo(Verdict.CONFORMS);
  }

  @Test
  void anEventArrivesBeforeTheNextIsSentOnTheWireToo() throws IOException {
    answerInTwo(FIRST_EVENT, LAST_EVENT + DONE);

    OkHttpClient client = new OkHttpClient.Builder().addNetworkInterceptor(calls).build();
    try (Response response = chat(client).execute()) {
      BufferedSource stream = response.body().source();
      assertThat(event(stream)).isEqualTo(FIRST_EVENT);
      received.countDown();
      assertThat(stream.readUtf8()).isEqualTo(LAST_EVENT + DONE);
    }

    assertThat(verdict()).isEqualTo(Verdict.CONFORMS);
  }

  @Test
  void aStreamThatEndsWithoutItsLastEventViolates() throws IOException {
    server.answers(200, EVENT_STREAM, STREAM.replace(DONE, ""));

    try (Response response = chat().execute()) {
      assertThat(response.body().string()).isNotEmpty();
    }

    assertOnly("stream.terminator", Severity.VIOLATION);
  }

  @Test
  void aReaderMayStopAtTheLastEvent() throws IOException {
    server.answers(200, EVENT_STREAM, STREAM);

    try (Response response = chat().execute()) {
      BufferedSource stream = response.body().source();
      event(stream);
      event(stream);
      assertThat(event(stream)).isEqualTo(DONE);
    }

    assertThat(verdict()).isEqualTo(Verdict.CONFORMS);
  }

  @Test
  void aStreamThatIsClosedEarlyIsUncheckedAndNobodysViolation() throws IOException {
    answerInTwo(FIRST_EVENT, LAST_EVENT + DONE);

    try (Response response = chat().execute()) {
      event(response.body().source());
    }

    assertOnly("response.broken", Severity.UNCHECKED);
    assertThatThrownBy(calls::assertConform)
        .hasMessageContaining("the answer broke off: the caller closed the connection");
  }

  @Test
  void aStreamThatIsClosedEarlyIsJudgedAsFarAsItWent() throws IOException {
    answerInTwo(FIRST_EVENT.replace("assistant", "butler"), LAST_EVENT + DONE);

    try (Response response = chat().execute()) {
      event(response.body().source());
    }

    assertThat(verdict()).isEqualTo(Verdict.VIOLATES);
    assertThatThrownBy(calls::assertConform)
        .hasMessageContaining("response.stream[0] at /choices/0/delta/role")
        .hasMessageContaining("response.broken");
  }

  @Test
  void aCallThatIsCanceledIsUncheckedAndNobodysViolation() throws IOException {
    answerInTwo(FIRST_EVENT, LAST_EVENT + DONE);
    Call call = chat();

    try (Response response = call.execute()) {
      BufferedSource stream = response.body().source();
      event(stream);
      call.cancel();
      assertThatThrownBy(stream::readUtf8).isInstanceOf(IOException.class);
    }

    assertOnly("response.broken", Severity.UNCHECKED);
  }

  @Test
  void aStreamThatTheServerBreaksOffViolates() throws IOException {
    server.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", EVENT_STREAM);
          exchange.sendResponseHeaders(200, 100_000);
          LocalServer.send(exchange, FIRST_EVENT);
        });

    try (Response response = chat().execute()) {
      BufferedSource stream = response.body().source();
      assertThat(event(stream)).isEqualTo(FIRST_EVENT);
      assertThatThrownBy(stream::readUtf8).isInstanceOf(IOException.class);
    }

    assertThat(verdict()).isEqualTo(Verdict.VIOLATES);
    assertThatThrownBy(calls::assertConform)
        .hasMessageContaining("the answer broke off")
        .hasMessageContaining("stream.terminator");
  }

  @Test
  void aCompressedStreamIsJudged() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(STREAM.replace(DONE, "").getBytes(StandardCharsets.UTF_8));
    }
    server.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          LocalServer.send(exchange, 200, EVENT_STREAM, compressed.toByteArray());
        });

    try (Response response = chat().execute()) {
      assertThat(response.body().string()).startsWith(FIRST_EVENT);
    }

    assertOnly("stream.terminator", Severity.VIOLATION);
  }

  @Test
  void aBodyThatIsNoStreamAndIsClosedEarlyIsUnchecked() throws IOException {
    server.answers(
        exchange -> {
          LocalServer.begin(exchange, JSON);
          LocalServer.send(exchange, "{\"id\":");
          assertThat(received.await(5, TimeUnit.MINUTES)).isTrue();
        });

    try (Response response = chat().execute()) {
      assertThat(response.body().source().readByte()).isEqualTo((byte) '{');
    }

    assertThat(verdict()).isNotEqualTo(Verdict.CONFORMS);
    assertThat(calls.judged().get(0).judgement().findings())
        .extracting(Finding::rule)
        .doesNotContain("json.syntax");
  }

  @Test
  void aCharacterInTwoPiecesIsOne() throws IOException {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    server.answers(
        exchange -> {
          LocalServer.begin(exchange, EVENT_STREAM);
          for (byte next : bytes) {
            exchange.getResponseBody().write(next);
            exchange.getResponseBody().flush();
          }
        });

    try (Response response = chat().execute()) {
      assertThat(response.body().string()).isEqualTo(STREAM);
    }

    assertThat(verdict()).isEqualTo(Verdict.CONFORMS);
  }
}
