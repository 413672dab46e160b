package dev.concordat.conformance.testing;

import static dev.concordat.conformance.testing.InternSamples.EVENT_STREAM;
import static dev.concordat.conformance.testing.InternSamples.FIRST_EVENT;
import static dev.concordat.conformance.testing.InternSamples.JSON;
import static dev.concordat.conformance.testing.InternSamples.PATH;
import static dev.concordat.conformance.testing.InternSamples.STREAM;
import static dev.concordat.conformance.testing.InternSamples.STREAM_REQUEST;
import static dev.concordat.conformance.testing.InternSamples.WRONG_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingInterceptorTests {
  private static final String SECRET = "sk-5ecre7-5ecre7-5ecre7";

  @TempDir private Path folder;
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String call(ContractInterceptor calls) throws IOException {
    try (Response response = answer(calls)) {
      return response.body().string();
    }
  }

  private Response answer(ContractInterceptor calls) throws IOException {
    OkHttpClient client = new OkHttpClient.Builder().addInterceptor(calls).build();
    Request request =
        new Request.Builder()
            .url(server.url() + PATH)
            .header("Authorization", "Bearer " + SECRET)
            .post(RequestBody.create(STREAM_REQUEST, MediaType.get(JSON)))
            .build();
    return client.newCall(request).execute();
  }

  private static List<Exchange> read(Path file) throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        exchanges.add(((RecordingReader.Read) entry).exchange());
      }
    }
    return exchanges;
  }

  @Test
  void whatIsRecordedIsJudgedAsItWasLive() throws Exception {
    Path file = folder.resolve("calls.jsonl");
    List<Judgement> live;
    try (ContractInterceptor calls = Concordat.interceptor("intern").recordTo(file)) {
      server.answers(200, EVENT_STREAM, STREAM);
      assertThat(call(calls)).isEqualTo(STREAM);
      server.answers(200, JSON, WRONG_ANSWER);
      call(calls);
      live = calls.judged().stream().map(JudgedExchange::judgement).toList();
    }

    List<Exchange> recorded = read(file);
    assertThat(recorded.stream().map(Concordat.judge("intern")::judge)).isEqualTo(live);
    assertThat(Objects.requireNonNull(recorded.get(0).response()).body().bytes())
        .isEqualTo(STREAM.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {EVENT_STREAM, JSON})
  void whatItsReaderClosedEarlyIsJudgedAsItWasLive(String type) throws Exception {
    Path file = folder.resolve("calls.jsonl");
    CountDownLatch closed = new CountDownLatch(1);
    server.answers(
        exchange -> {
          LocalServer.begin(exchange, type);
          LocalServer.send(exchange, type.equals(JSON) ? "{\"id\"" : FIRST_EVENT);
          closed.await(5, TimeUnit.MINUTES);
        });
    List<Judgement> live;
    try (ContractInterceptor calls = Concordat.interceptor("intern").recordTo(file)) {
      try (Response response = answer(calls)) {
        assertThat(response.body().source().readByte()).isPositive();
      }
      closed.countDown();
      live = calls.judged().stream().map(JudgedExchange::judgement).toList();
    }

    assertThat(live).hasSize(1);
    assertThat(read(file).stream().map(Concordat.judge("intern")::judge)).isEqualTo(live);
    assertThat(live.get(0).findings()).extracting(Finding::rule).contains("response.broken");
    assertThat(live.get(0).findings())
        .extracting(Finding::rule)
        .doesNotContain("stream.terminator", "json.syntax", "response.schema");
  }

  @Test
  void secretsAreNotRecorded() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    server.answers(200, EVENT_STREAM, STREAM.replace("你好", "your key is " + SECRET));
    try (ContractInterceptor calls = Concordat.interceptor("intern").recordTo(file)) {
      call(calls);

      calls.assertConform();
    }

    assertThat(Files.readString(file)).contains("your key is").doesNotContain(SECRET);
  }

  @Test
  void whatIsInTheFileIsKept() throws Exception {
    Path file = folder.resolve("calls.jsonl");
    server.answers(200, EVENT_STREAM, STREAM);
    for (int i = 0; i < 2; i++) {
      try (ContractInterceptor calls = Concordat.interceptor("intern").recordTo(file)) {
        call(calls);
      }
    }

    assertThat(read(file)).hasSize(2);
  }

  @Test
  void aCallThatCannotBeRecordedIsNotDisturbedAndFailsWhenAsserted() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    server.answers(200, EVENT_STREAM, STREAM);
    ContractInterceptor calls = Concordat.interceptor("intern").recordTo(file);
    calls.close();

    assertThat(call(calls)).isEqualTo(STREAM);

    assertThatThrownBy(calls::assertConform)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("POST " + server.url() + PATH + " was not recorded");
  }

  @Test
  void aFileThatIsNoRecordingIsRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Concordat.interceptor("intern").recordTo(folder.resolve("calls.har")))
        .withMessageContaining("must end in .jsonl or .ndjson");
  }
}
