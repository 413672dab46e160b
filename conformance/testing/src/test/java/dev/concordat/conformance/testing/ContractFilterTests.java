package dev.concordat.conformance.testing;

import static dev.concordat.conformance.testing.InternSamples.ANSWER;
import static dev.concordat.conformance.testing.InternSamples.DONE;
import static dev.concordat.conformance.testing.InternSamples.DRIFTING_ANSWER;
import static dev.concordat.conformance.testing.InternSamples.EVENT_STREAM;
import static dev.concordat.conformance.testing.InternSamples.JSON;
import static dev.concordat.conformance.testing.InternSamples.PATH;
import static dev.concordat.conformance.testing.InternSamples.REQUEST;
import static dev.concordat.conformance.testing.InternSamples.STREAM;
import static dev.concordat.conformance.testing.InternSamples.STREAM_REQUEST;
import static dev.concordat.conformance.testing.InternSamples.WRONG_ANSWER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.conformance.verdict.Severity;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContractFilterTests {
  private final Filter intern = Concordat.contract("intern");
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RequestSpecification request(Filter... filters) {
    return given().baseUri(server.url()).contentType(JSON).filters(List.of(filters));
  }

  private Response chat(Filter... filters) {
    return request(filters).body(REQUEST).post(PATH);
  }

  @Test
  void anExchangeThatConformsPassesAndItsAnswerCanBeRead() {
    server.answers(200, JSON, ANSWER);

    String content =
        chat(intern).then().statusCode(200).extract().path("choices[0].message.content");

    assertThat(content).isEqualTo("你好!");
  }

  @Test
  void anAnswerThatViolatesFailsWithWhatWasFoundAndWhoSaysSo() {
    server.answers(200, JSON, WRONG_ANSWER);

    assertThatThrownBy(() -> chat(intern))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("POST " + server.url() + PATH)
        .hasMessageContaining("violates the contract of intern for createChatCompletion:")
        .hasMessageContaining("violation in response.body at /choices/0/message/role (schema.")
        .hasMessageContaining("expected")
        .hasMessageContaining("butler")
        .hasMessageContaining("source: InternLM API, multi-turn chat")
        .hasMessageContaining("contract: intern/openapi.yaml#/components/schemas/");
  }

  @Test
  void whatATerminalWouldObeyIsEscaped() {
    server.answers(200, JSON, ANSWER.replace("\"assistant\"", "\"\\u001b[2J\\u202e\\u2028\""));

    assertThatThrownBy(() -> chat(intern))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[2J")
        .hasMessageNotContainingAny("\u001b", "\u202e", "\u2028");
  }

  @Test
  void aRequestThatViolatesFailsThoughItWasAnswered() {
    server.answers(200, JSON, ANSWER);

    assertThatThrownBy(() -> request(intern).body(REQUEST.replace("user", "nobody")).post(PATH))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("violation in request.body at /messages/0");
  }

  @Test
  void aFinishedStreamIsJudged() {
    server.answers(200, EVENT_STREAM, STREAM);

    assertThatCode(() -> request(intern).body(STREAM_REQUEST).post(PATH))
        .doesNotThrowAnyException();
  }

  @Test
  void aStreamWithoutItsLastEventFails() {
    server.answers(200, EVENT_STREAM, STREAM.replace(DONE, ""));

    assertThatThrownBy(() -> request(intern).body(STREAM_REQUEST).post(PATH))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stream.terminator");
  }

  @Test
  void driftPasses() {
    server.answers(200, JSON, DRIFTING_ANSWER);

    assertThatCode(() -> chat(intern)).doesNotThrowAnyException();
  }

  @Test
  void driftFailsWhereThatIsAskedFor() {
    server.answers(200, JSON, DRIFTING_ANSWER);

    assertThatThrownBy(() -> chat(Concordat.contract("intern").failOn(Severity.DRIFT)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("drifts from the contract")
        .hasMessageContaining("at /system_fingerprint");
  }

  @Test
  void whatIsNotDescribedFails() {
    server.answers(418, JSON, "{}");

    assertThatThrownBy(() -> chat(intern))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was not wholly checked")
        .hasMessageContaining("the status 418 is not described; described are");
  }

  @Test
  void whatIsNotDescribedPassesWhereThatIsAllowed() {
    server.answers(418, JSON, "{}");

    assertThatCode(() -> chat(Concordat.contract("intern").allowUnchecked()))
        .doesNotThrowAnyException();
  }

  @Test
  void aViolationFailsWhateverIsAllowed() {
    server.answers(200, JSON, WRONG_ANSWER);

    assertThatThrownBy(
            () -> chat(Concordat.contract("intern").allowUnchecked().failOn(Severity.VIOLATION)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anOperationThatTheContractDoesNotHaveFailsWithThoseThatItHas() {
    server.answers(200, JSON, "{}");

    assertThatThrownBy(() -> request(intern).get("/api/v1/embeddings"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET " + server.url() + "/api/v1/embeddings is not described")
        .hasMessageContaining("POST /chat/completions");
  }

  @Test
  void theBaseUrlMayBeAnother() {
    server.answers(200, JSON, WRONG_ANSWER);

    assertThatThrownBy(
            () -> request(intern).basePath("/gateway/v7").body(REQUEST).post("/chat/completions"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("violates the contract of intern for createChatCompletion");
  }

  @Test
  void theQueryIsNotShown() {
    server.answers(200, JSON, WRONG_ANSWER);

    assertThatThrownBy(() -> request(intern).queryParam("key", "s3cret").body(REQUEST).post(PATH))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("request.query.key")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aCompressedAnswerIsJudged() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(WRONG_ANSWER.getBytes(StandardCharsets.UTF_8));
    }
    server.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          LocalServer.send(exchange, 200, JSON, compressed.toByteArray());
        });

    assertThatThrownBy(() -> chat(intern))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/choices/0/message/role");
  }

  @Test
  void aBodyOfAnyKindIsJudgedAndSent(@TempDir Path folder) throws IOException {
    server.answers(200, JSON, ANSWER);
    byte[] wrong = REQUEST.replace("user", "nobody").getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("request.json"), wrong);

    for (Object body : new Object[] {wrong, new ByteArrayInputStream(wrong), file.toFile()}) {
      RequestSpecification request = request(intern);
      if (body instanceof byte[] bytes) {
        request.body(bytes);
      } else if (body instanceof InputStream in) {
        request.body(in);
      } else {
        request.body((File) body);
      }
      assertThatThrownBy(() -> request.post(PATH))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("request.body at /messages/0");
      assertThat(server.received()).contains("nobody");
    }
  }

  @Test
  void aCredentialOfTheAuthenticationIsSeen() {
    server.answers(200, JSON, "{}");
    Filter qianfan = Concordat.contract("qianfan");
    String path = "/wenxinworkshop/modelrepo/eval/model/list";

    assertThatThrownBy(() -> request(qianfan).body("{}").post(path))
        .hasMessageContaining("credential.required");
    assertThatThrownBy(() -> request(qianfan).auth().oauth2("token").body("{}").post(path))
        .hasMessageContaining("credential.form")
        .hasMessageNotContaining("credential.required");
  }

  @Test
  void whatOtherFiltersAddIsSeen() {
    server.answers(200, JSON, ANSWER);
    Filter adding =
        (request, expected, context) -> {
          request.header("Authorization", "Basic none");
          return context.next(request, expected);
        };

    assertThatThrownBy(() -> chat(intern, adding))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("request.header.authorization");
  }

  @Test
  void aProviderWithoutContractIsRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Concordat.contract("interm"))
        .withMessageStartingWith("there is no contract of 'interm'; there are azion, ");
  }
}
