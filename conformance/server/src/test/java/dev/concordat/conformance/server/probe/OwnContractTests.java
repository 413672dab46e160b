package dev.concordat.conformance.server.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.server.emulator.Emulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Emulator and probe of a provider that has what the shipped ones have not: other statuses, media
 * types, keys, paths and forms of errors.
 */
class OwnContractTests {
  private static final Path ATLAS = Path.of("src/test/resources/contracts/atlas");

  @TempDir Path folder;

  private static Contracts atlas(Path folder) {
    return new Contracts(List.of()).with(List.of(folder));
  }

  private static List<CaseResult> probe(Contracts asked, Contracts answering) throws Exception {
    List<CaseResult> results = new ArrayList<>();
    Contract contract = asked.of("atlas");
    try (Emulator emulator = Emulator.builder().contracts(answering).start()) {
      Probe.of(contract, emulator.url("atlas"))
          .token(emulator.token())
          .unpaced()
          .budget(1_000)
          .run(results::add);
    }
    return results;
  }

  @Test
  void emulatorAnswersAsTheContractSays() throws Exception {
    List<CaseResult> results = probe(atlas(ATLAS), atlas(ATLAS));

    assertThat(results).filteredOn(each -> each.outcome() == Outcome.FAIL).isEmpty();
    assertThat(results)
        .filteredOn(each -> each.name().equals("minimal request"))
        .extracting(CaseResult::operation, CaseResult::outcome)
        .containsExactlyInAnyOrder(
            tuple("maps.draw", Outcome.PASS),
            tuple("createMap", Outcome.PASS),
            tuple("sizes", Outcome.PASS),
            tuple("forget", Outcome.PASS),
            tuple("legend", Outcome.PASS),
            tuple("named", Outcome.PASS),
            tuple("lines", Outcome.WARN),
            tuple("picture", Outcome.WARN),
            tuple("upload", Outcome.SKIP));
    assertThat(results)
        .filteredOn(each -> each.name().equals("form of errors"))
        .filteredOn(each -> List.of("maps.draw", "createMap").contains(each.operation()))
        .hasSize(2)
        .allMatch(each -> each.outcome() == Outcome.PASS);
    assertThat(results)
        .filteredOn(each -> each.name().equals("refuses a wrong credential"))
        .filteredOn(each -> !each.operation().equals("upload"))
        .hasSize(7)
        .allMatch(each -> each.outcome() == Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          const: begun | const: started | maps.draw
          '201' | '200' | createMap
          Location: {required: true | Place: {required: true | createMap
          minimum: 3 | minimum: 2 | createMap
          items: {type: number} | items: {type: string} | sizes
          '204': {description: It is gone. | '205': {description: It is gone. | forget
          minLength: 20 | minLength: 2 | legend
          application/x-ndjson | application/jsonl | lines
          image/* | text/css | picture
          required: [title, status] | required: [status] | maps.draw
          """)
  void serverThatAnswersOtherwiseFails(String held, String other, String operation)
      throws Exception {
    String contract = Files.readString(ATLAS.resolve("openapi.yaml"));
    String changed = contract.replace(held.strip(), other.strip());
    assertThat(changed).isNotEqualTo(contract);
    if (held.startsWith("required")) {
      changed = changed.replace("properties: {title: {type: string}, ", "properties: {");
    }
    if (held.startsWith("const")) {
      changed = changed.replace("mapping: {begun:", "mapping: {started:");
    }
    Path atlas = Files.createDirectories(folder.resolve("atlas"));
    Files.writeString(atlas.resolve("openapi.yaml"), changed);

    assertThat(probe(atlas(ATLAS), atlas(atlas)))
        .filteredOn(each -> each.outcome() == Outcome.FAIL)
        .extracting(CaseResult::operation)
        .isNotEmpty()
        .containsOnly(operation);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /lines?key=TOKEN, , , 200",
    "GET, /lines, x-atlas-key, TOKEN, 200",
    "GET, /lines, , , 401",
    "GET, /lines?key=wrong, , , 401",
    "GET, /lines?other=TOKEN, , , 401",
    "GET, /named/org%2Fmodel%25?key=TOKEN, , , 200",
    "GET, /named/org%2fmodel?key=TOKEN, , , 200",
    "GET, /named/org/model?key=TOKEN, , , 404",
    "GET, /named/ORG%2FMODEL?key=TOKEN, , , 400",
    "GET, /legend, Authorization, Basic BOTH, 200",
    "GET, /legend, Authorization, Basic WRONG, 401",
    "DELETE, '/maps/1,2/sizes?key=TOKEN', , , 204",
    "DELETE, '/maps/1,x/sizes?key=TOKEN', , , 400",
    "GET, '/maps/1,2/sizes?pair=a', , , 200",
    "POST, /upload?key=TOKEN, Content-Type, application/x-www-form-urlencoded, 200",
    "POST, /upload?key=TOKEN, Content-Type, multipart/form-data, 415"
  })
  void keysFormsAndListsAreTaken(
      String method, String path, String header, String value, int status) throws Exception {
    try (Emulator emulator = Emulator.builder().contracts(atlas(ATLAS)).start()) {
      Map<String, String> known =
          Map.of(
              "TOKEN", emulator.token(),
              "BOTH", base64("user:" + emulator.token()),
              "WRONG", base64("user:" + emulator.token() + "x"));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(emulator.url("atlas") + filled(path, known)));
      if (header != null) {
        request.header(header, filled(value, known));
      }
      request.method(
          method,
          method.equals("POST")
              ? HttpRequest.BodyPublishers.ofString("name=a")
              : HttpRequest.BodyPublishers.noBody());

      assertThat(send(request.build()).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void textThatIsEncodedIsMadeSo() throws Exception {
    try (Emulator emulator = Emulator.builder().contracts(atlas(ATLAS)).start()) {
      String url = emulator.url("atlas") + "/maps/europe:draw?key=" + emulator.token();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"scale\":1}"))
              .build();

      assertThat(send(request).body()).contains("\"picture\":\"%s\"".formatted(base64("picture")));
    }
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String filled(String text, Map<String, String> known) {
    String filled = text;
    for (Map.Entry<String, String> each : known.entrySet()) {
      filled = filled.replace(each.getKey(), each.getValue());
    }
    return filled;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
