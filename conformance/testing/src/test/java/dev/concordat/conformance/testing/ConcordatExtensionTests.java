package dev.concordat.conformance.testing;

import static dev.concordat.conformance.testing.InternSamples.ANSWER;
import static dev.concordat.conformance.testing.InternSamples.JSON;
import static dev.concordat.conformance.testing.InternSamples.PATH;
import static dev.concordat.conformance.testing.InternSamples.REQUEST;
import static dev.concordat.conformance.testing.InternSamples.WRONG_ANSWER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ConcordatExtensionTests {
  @TempDir private Path folder;

  private JupiterRun run(Path report, Class<?>... tests) {
    return JupiterRun.of(Map.of(ConcordatExtension.REPORT, report.toString()), tests);
  }

  private JsonNode json(Class<?>... tests) {
    Path report = folder.resolve("of/run.json");
    run(report, tests);
    return JsonMapper.shared().readTree(report.toFile());
  }

  @ExtendWith(ConcordatExtension.class)
  static final class OfRecordings {
    @RecordedExchanges("mixed")
    void isUnderstood() {}
  }

  @ExtendWith(ConcordatExtension.class)
  static final class OfCalls {
    @Test
    void filtered() throws IOException {
      try (LocalServer server = new LocalServer()) {
        server.answers(200, JSON, ANSWER);
        given()
            .filter(Concordat.contract("intern"))
            .contentType(JSON)
            .body(REQUEST)
            .post(server.url() + PATH);
      }
    }

    @Test
    void intercepted() throws IOException {
      OkHttpClient client =
          new OkHttpClient.Builder().addInterceptor(Concordat.interceptor("intern")).build();
      try (LocalServer server = new LocalServer()) {
        server.answers(200, JSON, WRONG_ANSWER);
        Request request =
            new Request.Builder()
                .url(server.url() + PATH)
                .post(RequestBody.create(REQUEST, MediaType.get(JSON)))
                .build();
        try (Response response = client.newCall(request).execute()) {
          assertThat(response.code()).isEqualTo(200);
        }
      }
    }
  }

  static final class WithoutExtension {
    @RecordedExchanges("recordings/plain")
    void isUnderstood() {}
  }

  @Test
  void theReportCountsAllExchangesOfTheRun() {
    JsonNode summary = json(OfRecordings.class, OfCalls.class).path("summary");

    assertThat(summary.toString())
        .isEqualTo("{\"exchanges\":7,\"conforms\":2,\"drifts\":1,\"unchecked\":2,\"violates\":2}");
  }

  @Test
  void theReportNamesTheTestOfEachExchangeAndWhatWasFound() {
    JsonNode exchanges = json(OfCalls.class).path("exchanges");

    JsonNode violating =
        exchanges
            .valueStream()
            .filter(e -> e.at("/verdict").asString().equals("violates"))
            .findFirst()
            .orElseThrow();
    assertThat(violating.at("/test").asString())
        .isEqualTo(OfCalls.class.getName() + ": intercepted()");
    assertThat(violating.at("/exchange").asString()).startsWith("POST http://127.0.0.1:");
    assertThat(violating.at("/operation").asString()).isEqualTo("createChatCompletion");
    assertThat(violating.at("/findings/0/part").asString()).isEqualTo("response.body");
    assertThat(violating.at("/findings/0/pointer").asString()).isEqualTo("/choices/0/message/role");
    assertThat(violating.at("/findings/0/source").asString()).startsWith("InternLM API");
  }

  @Test
  void theReportIsTextWhereItsNameDoesNotSayJson() throws IOException {
    Path report = folder.resolve("report.txt");

    run(report, OfRecordings.class);

    assertThat(Files.readString(report))
        .startsWith("violates   mixed.jsonl[1]  intern createChatCompletion\n")
        .contains(
            "      in " + OfRecordings.class.getName() + ": mixed.jsonl[1] intern createChat",
            "butler")
        .contains("bytes of bodies judged, ", " of 2 exercised")
        .doesNotContain("mixed.jsonl[0]")
        .endsWith("5 exchanges: 1 conforms, 1 drifts, 2 unchecked, 1 violates\n");
  }

  @Test
  void anyNumberOfReportsIsWrittenEachInItsForm() throws IOException {
    Path junit = folder.resolve("of/junit.xml");
    Path page = folder.resolve("of/page.html");

    JupiterRun.of(
        Map.of(ConcordatExtension.REPORT, "junit=%s, html=%s".formatted(junit, page)),
        OfRecordings.class,
        OfCalls.class);

    assertThat(Files.readString(junit))
        .contains("tests=\"7\"", "failures=\"4\"", "classname=\"mixed.jsonl\"", "butler");
    assertThat(Files.readString(page)).startsWith("<!doctype html>");
  }

  @Test
  void aFormThatIsNotKnownIsAMistake() {
    JupiterRun run =
        JupiterRun.of(
            Map.of(ConcordatExtension.REPORT, "xml=" + folder.resolve("a")), OfCalls.class);

    assertThat(run.passed()).isEmpty();
  }

  @Test
  void theReportFailsNothingByItself() {
    JupiterRun run = run(folder.resolve("report.txt"), OfCalls.class);

    assertThat(run.passed()).containsExactlyInAnyOrder("filtered()", "intercepted()");
  }

  @Test
  void aReportThatCannotBeWrittenFailsNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    JupiterRun run = run(file.resolve("report.txt"), OfCalls.class);

    assertThat(run.passed()).isEqualTo(run.names()).hasSize(2);
  }

  @Test
  void withoutTheExtensionThereIsNoReport() {
    Path report = folder.resolve("report.txt");

    JupiterRun run = run(report, WithoutExtension.class);

    assertThat(run.passed()).hasSize(1);
    assertThat(report).doesNotExist();
  }

  @Test
  void allClassesHaveItWhereExtensionsAreDetected() throws IOException {
    Path report = folder.resolve("report.txt");

    JupiterRun.of(
        Map.of(
            ConcordatExtension.REPORT,
            report.toString(),
            "junit.jupiter.extensions.autodetection.enabled",
            "true"),
        WithoutExtension.class);

    assertThat(Files.readString(report))
        .contains("\n1 exchange: 1 conforms, 0 drifts, 0 unchecked, 0 violates\n");
  }
}
