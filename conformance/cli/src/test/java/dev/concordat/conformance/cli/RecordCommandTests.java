package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RecordCommandTests {
  private static final String CANARY = "canary-5f81c2d97e";

  @TempDir Path folder;
  private HttpServer provider;
  private String coding = "";

  @BeforeEach
  void startProvider() throws Exception {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = ("{\"key\":\"" + CANARY + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          if (!coding.isEmpty()) {
            exchange.getResponseHeaders().add("Content-Encoding", coding);
            answer[0] = (byte) 0xFF;
          }
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stopProvider() {
    provider.stop(0);
  }

  @Test
  void whatPassesIsJudgedAndRecordedUntilItIsInterrupted() throws Exception {
    Path file = folder.resolve("out.jsonl");
    RecordProgram run = RecordProgram.start(folder, provider, file);
    call(run);
    assertThat(run.interrupt()).isZero();
    assertThat(run.said())
        .contains("violates   listModels  200  27 bytes")
        .contains("1 exchange: 0 conforms, 0 drifts, 0 unchecked, 1 violates")
        .contains("1 recorded in ")
        .doesNotContain(CANARY);
    assertThat(Files.readString(file)).contains("WITHHELD").doesNotContain(CANARY);
    StringWriter report = new StringWriter();
    int status =
        Main.run(new PrintWriter(report), new PrintWriter(new StringWriter()), "check", file + "");
    assertThat(status).isEqualTo(Main.FAILED);
    assertThat(report.toString()).contains("1 violates");
  }

  @Test
  void whatCannotBeClearedOfSecretsPassesAndIsNotRecorded() throws Exception {
    coding = "br";
    Path file = folder.resolve("out.jsonl");
    RecordProgram run = RecordProgram.start(folder, provider, file);
    call(run);
    assertThat(run.interrupt()).isEqualTo(Main.FAILED);
    assertThat(run.said())
        .contains("concordat: NOT RECORDED: ")
        .contains("concordat: 1 NOT RECORDED")
        .containsPattern("concordat: {3}1: \\S");
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, http://127.0.0.1:1, out.jsonl, not known",
    "intern, ftp://host, out.jsonl, must be http",
    "intern, https://user:canary-5f81c2d97e@host, out.jsonl, must be http",
    "intern, https://host?key=canary-5f81c2d97e, out.jsonl, must be http",
    "intern, http://a b/canary-5f81c2d97e, out.jsonl, no URL",
    "intern, http://127.0.0.1:1, out.txt, must end in"
  })
  void whatCannotBeUsedIsSaid(String id, String upstream, String file, String message) {
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "record",
            "--provider",
            id,
            "--upstream",
            upstream,
            "--out",
            folder.resolve(file).toString());
    assertThat(status).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains(message).doesNotContain(CANARY);
  }

  private static void call(RecordProgram program) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(program.url() + "/api/v1/models"))
                    .header("Authorization", "Bearer " + CANARY)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(CANARY);
  }
}
