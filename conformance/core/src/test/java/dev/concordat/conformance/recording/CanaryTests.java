package dev.concordat.conformance.recording;

import static dev.concordat.conformance.recording.Canary.base64;
import static dev.concordat.conformance.recording.Canary.each;
import static dev.concordat.conformance.recording.Canary.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.Headers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A secret is found nowhere in the file, wherever it was and however it was written. */
final class CanaryTests {
  private static final String CANARY = "cNry/7f+Q9_x-Zk=31pW";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "sso-ak",
        "X-Api-Key",
        "api-key",
        "X-Unknown",
        "x-bce-security-token",
        "X-Goog-Api-Key",
        "Referer"
      })
  void inAHeaderOfTheRequest(String name) throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Content-Type", "application/json", name, CANARY);
    wire.answer = error(CANARY);
    assertClean(wire);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "Token ", "ApiKey ", "Negotiate ", "Unknown "})
  void behindASchemeWord(String scheme) throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", scheme + CANARY);
    wire.answer = error("the token " + CANARY + " is not valid");
    assertClean(wire);
  }

  @Test
  void inEachPartOfABceSignature() throws Exception {
    Wire wire = new Wire();
    String key = "ak" + "0a1b2c3d4e5f60718293a4b5c6d7";
    String signature = "b96673d2d2d0ab7f4d2ab7f3d0d1cf1d96f4f3a9d8a6dd0a2d0b3cbbd6c8d0e5";
    wire.sent =
        Headers.of(
            "Authorization",
            "bce-auth-v1/" + key + "/2026-01-02T03:04:05Z/1800/host;x-bce-date/" + signature);
    wire.answer = error("no such key " + key + ", signature " + signature.toUpperCase(Locale.ROOT));
    String file = write(wire);
    assertThat(file.toLowerCase(Locale.ROOT)).doesNotContain(key).doesNotContain(signature);
    assertThat(file)
        .contains("bce-auth-v1/WITHHELD/1970-01-01T00:00:00Z/0/host;x-bce-date/WITHHELD");
  }

  @Test
  void inBasicCredentials() throws Exception {
    Wire wire = new Wire();
    wire.sent =
        Headers.of(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(("someuser:" + CANARY).getBytes(StandardCharsets.UTF_8)));
    wire.answer = error(CANARY);
    assertClean(wire);
  }

  @Test
  void inParametersOfACredential() throws Exception {
    Wire wire = new Wire();
    wire.sent =
        Headers.of(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE77/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=host;x-date, Signature="
                + CANARY);
    wire.answer = error(CANARY + " AKIDEXAMPLE77");
    assertClean(wire);
    assertThat(write(wire)).doesNotContain("AKIDEXAMPLE77");
  }

  // Words that nothing says are secrets are masked where they stand, and looked for nowhere else:
  // else what a header has in common with a body would be torn out of it.
  @ParameterizedTest
  @ValueSource(strings = {"canary_value", "Canary-Value", "canary/value", "a-canary-in-many-words"})
  void wordsOfAnUnknownHeaderAreMaskedThere(String secret) throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("X-Unknown", secret);
    assertThat(write(wire)).doesNotContain(secret);
    wire.answer = error("no " + secret);
    assertThat(write(wire)).containsOnlyOnce(secret).contains("no " + secret);
    wire.sent = Headers.of("X-Unknown-Key", secret);
    assertThat(write(wire)).doesNotContain(secret);
  }

  @Test
  void inCookies() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Cookie", "a=1; session=\"" + CANARY + "\"; b=2");
    wire.answer = error(CANARY);
    assertClean(wire);
  }

  @Test
  void inASetCookieOfThisOrAnEarlierExchange() throws Exception {
    Wire first = new Wire();
    first.answered = Headers.of("Set-Cookie", "id=" + CANARY + "; Path=/; HttpOnly");
    Wire second = new Wire();
    second.answer = error(CANARY);
    assertClean(first, second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:%s@host.example/v1/chat/completions",
        "https://%s@host.example/v1/chat/completions",
        "https://host.example/v1/chat/completions?key=%s&n=1",
        "https://host.example/v1/chat/completions?%s",
        "https://host.example/v1/chat/completions?a=b&%s=1&key=%<s",
        "https://host.example/v1/chat/completions#%s"
      })
  void inTheUrl(String url) throws Exception {
    Wire wire = new Wire();
    wire.url = url.formatted(url(CANARY));
    if (!url.contains("#")) {
      wire.answer = error("GET " + wire.url + " for " + CANARY);
    }
    assertClean(wire);
  }

  @Test
  void inThePathOfTheUrl() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY);
    wire.url = "https://host.example/v1/" + url(CANARY) + "/chat/completions";
    assertClean(wire);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"api_key\":\"%s\"}",
        "{\"a\":[{\"Authorization\":\"Bearer %s\"}]}",
        "{\"credentials\":{\"user\":\"u\",\"value\":[\"%s\"]}}",
        "{\"password\":\"%s\", broken",
        "{\"arguments\":\"{\\\"access_token\\\": \\\"%s\\\"}\"}",
        "api_key=%s&model=x",
        "api_key: '%s'",
        "<secret>%s</secret>"
      })
  void inAMemberOfTheRequestsBody(String body) throws Exception {
    Wire wire = new Wire();
    wire.request = Wire.bytes(body.formatted(CANARY));
    wire.answer = error(CANARY);
    assertClean(wire);
  }

  @Test
  void inAForm() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Content-Type", "application/x-www-form-urlencoded");
    wire.request = Wire.bytes("model=x&token=" + url(CANARY) + "&n=1");
    wire.answer = error(CANARY);
    assertClean(wire);
    assertThat(write(wire)).contains("model=x&token=WITHHELD").contains("&n=1");
  }

  @Test
  void aShortSecretIsMaskedByItsNameOnly() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer x");
    wire.request = Wire.bytes("{\"password\":\"abc\",\"text\":\"x abc\"}");
    String file = write(wire);
    assertThat(file)
        .contains("Bearer WITHHELD")
        .contains("{\\\"password\\\":\\\"WIT\\\",\\\"text\\\":\\\"x abc\\\"}");
  }

  @Test
  void aNumberStaysANumber() throws Exception {
    Wire wire = new Wire();
    wire.request = Wire.bytes("{\"password\":9081726354,\"max_tokens\":12}");
    wire.answer = Wire.bytes("{\"id\":9081726354}");
    String file = write(wire);
    assertThat(file)
        .doesNotContain("9081726354")
        .contains("{\\\"password\\\":1111111111,\\\"max_tokens\\\":12}")
        .contains("{\\\"id\\\":1111111111}");
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        encoding("as it is", s -> s),
        encoding("in upper case", s -> s.toUpperCase(Locale.ROOT)),
        encoding("URL-encoded", Canary::url),
        encoding("URL-encoded, lower hex", s -> url(s).replace("%2F", "%2f").replace("%3D", "%3d")),
        encoding("URL-encoded twice", s -> url(url(s))),
        encoding("every byte URL-encoded", s -> each(s, "%%%02X")),
        encoding("every byte escaped", s -> each(s, "\\u%04x")),
        encoding("every byte escaped, upper hex", s -> each(s, "\\u%04X")),
        encoding("slashes escaped", s -> s.replace("/", "\\/")),
        encoding("escaped twice", s -> s.replace("/", "\\\\/")),
        encoding("escaped for HTML", CanaryTests::html),
        encoding("every byte escaped for HTML", s -> each(s, "&#%d;")),
        encoding("every byte escaped for HTML, in hex", s -> each(s, "&#x%02X;")),
        encoding("URL-encoded, escaped for HTML", s -> url(s).replace("%", "&#37;")),
        encoding("hex", s -> each(s, "%02x")),
        encoding("upper hex", s -> each(s, "%02X")),
        encoding("base64 at 0", s -> base64(s)),
        encoding("base64 at 1", s -> base64("?" + s + "<>")),
        encoding("base64 at 2", s -> base64("??" + s + "<")),
        encoding("base64 in longer text", s -> base64("{\"key\":\"" + s + "\",\"more\":1}")),
        encoding("base64, slashes escaped", s -> base64("??>" + s).replace("/", "\\/")),
        encoding("base64, URL alphabet", s -> urlBase64("?" + s + "???")),
        encoding("base64 at 2, URL alphabet", s -> urlBase64("??" + s)),
        encoding("base64, URL-encoded", s -> url(base64(s))),
        encoding("base64, in lines", s -> base64(s).replaceAll("(.{6})", "$1\\\\r\\\\n")));
  }

  private static Arguments encoding(String name, Function<String, String> encode) {
    return Arguments.of(name, encode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLQ",
        "ALTAK-abcdefghij0123456789",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "AIzaSyA-0123456789_abcdefghijklmnopqrst"
      })
  void ofAWellKnownForm(String key) throws Exception {
    Wire wire = new Wire();
    wire.answer = error("see " + key + " for");
    assertThat(write(wire)).doesNotContain(key).contains("see WITHHELD");
    wire.url = "https://host.example/v1/" + key + "/chat/completions";
    assertThat(write(wire)).doesNotContain(key).contains("/v1/WITHHELD");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void encoded(String name, Function<String, String> encode) throws Exception {
    for (String secret :
        List.of(
            CANARY,
            "sk-canary-0123456789abcdef",
            "eyJhbGci.eyJzdWIi_x1.c2lnbmF0dXJl",
            "min8char")) {
      Wire wire = new Wire();
      wire.sent = Headers.of("Authorization", "Bearer " + secret);
      wire.answer = error("see " + encode.apply(secret) + " for");
      String file = write(wire);
      assertClean(file, secret);
      assertThat(file).contains("see ").contains("WITHHELD").contains(" for");
    }
  }

  @Test
  void splitOverTheEventsOfAStream() throws Exception {
    for (int size = 1; size < CANARY.length(); size++) {
      Wire wire = stream();
      StringBuilder events = new StringBuilder();
      for (int at = 0; at < CANARY.length(); at += size) {
        String piece = CANARY.substring(at, Math.min(CANARY.length(), at + size));
        events.append(delta(0, "content", piece)).append(": ping\n\n");
        events.append(delta(1, "content", "other choice")).append("\r\n");
      }
      wire.answer = Wire.bytes(events + "data: [DONE]\n\n");
      String file = write(wire);
      assertClean(file, CANARY);
      assertThat(joined(file)).hasSameSizeAs(CANARY).matches("[WITHELD]+");
      assertThat(file).contains("other choice");
    }
  }

  @Test
  void splitOverEventsEncoded() throws Exception {
    for (String encoded : List.of(base64("??" + CANARY), url(CANARY), each(CANARY, "%02x"))) {
      Wire wire = stream();
      StringBuilder events = new StringBuilder();
      for (String piece : encoded.split("(?<=\\G.{5})", -1)) {
        events.append(delta(0, "content", piece));
      }
      wire.answer = Wire.bytes(events.toString());
      assertThat(joined(write(wire))).doesNotContain(encoded).contains("WITHH");
    }
  }

  @Test
  void splitOverTheDeltasOfArgumentsThatNameIt() throws Exception {
    Wire wire = stream();
    wire.sent = Headers.of();
    StringBuilder events = new StringBuilder();
    for (String piece : ("{\\\"api_key\\\": \\\"" + CANARY + "\\\"}").split("(?<=\\G.{7})", -1)) {
      events.append(
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
              + "{\"arguments\":\""
              + piece.replaceAll("\\\\$", "")
              + "\"}}]}}]}\n\n");
    }
    wire.answer = Wire.bytes(events.toString());
    assertThat(joined(write(wire))).doesNotContain(CANARY.substring(0, 8));
  }

  @Test
  void splitOverEventsOfPlainText() throws Exception {
    Wire wire = stream();
    wire.answer =
        Wire.bytes(
            "data: my " + CANARY.substring(0, 9) + "\n\ndata: " + CANARY.substring(9) + "\n\n");
    assertThat(write(wire).replace("\\n\\ndata: ", "")).doesNotContain(CANARY);
  }

  @Test
  void splitOverThePartsOfAMessage() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY);
    wire.request =
        Wire.bytes(
            "{\"content\":[{\"type\":\"text\",\"text\":\"a %s\"},{\"type\":\"text\",\"text\":\"%s b\"}]}"
                .formatted(CANARY.substring(0, 10), CANARY.substring(10)));
    assertThat(write(wire)).doesNotContain(CANARY.substring(0, 10));
  }

  @Test
  void inACompressedBody() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY);
    wire.answered = Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    wire.answer = Wire.gzip(error("no " + CANARY));
    String file = write(wire);
    assertClean(file, CANARY);
    assertThat(file).contains("no WITHHELDWITHHELDWITH");
  }

  @Test
  void inBytesThatAreNoText() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY);
    wire.answered = Headers.of("Content-Type", "application/octet-stream");
    byte[] answer = Wire.bytes("xx" + CANARY + "yy");
    answer[0] = (byte) 0xFF;
    wire.answer = answer;
    assertClean(write(wire), CANARY);
  }

  @Test
  void inOtherHeadersAndTheReasonOfABreak() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY, "User-Agent", "x " + CANARY);
    wire.answered = Headers.of("X-Request-Id", CANARY, "X-Bce-Error-Message", "no " + CANARY);
    wire.broken = "cannot send " + CANARY;
    assertClean(wire);
  }

  @Test
  void whatIsHarmlessStays() throws Exception {
    Wire wire = new Wire();
    wire.url = Wire.URL + "?stream=true";
    wire.sent =
        Headers.of(
            "Authorization",
            "Bearer " + CANARY,
            "Content-Type",
            "application/json",
            "User-Agent",
            "OpenAI/JS 4.2",
            "X-Stainless-Lang",
            "js");
    wire.request = Wire.bytes("{\"max_tokens\":12,\"messages\":[{\"content\":\"tokens: häß\"}]}");
    String body =
        "{\"logprobs\":{\"content\":[{\"token\":\"beautiful\",\"logprob\":-0.1}]},"
            + "\"text\":\"beautiful\",\"usage\":{\"total_tokens\":12345678}}";
    wire.answer = Wire.bytes(body);
    JsonNode entry = JSON.readTree(write(wire));
    assertThat(entry.at("/request/url").asString()).isEqualTo(wire.url);
    assertThat(entry.at("/request/postData/text").asString())
        .isEqualTo(new String(wire.request, StandardCharsets.UTF_8));
    assertThat(entry.at("/response/content/text").asString()).isEqualTo(body);
    assertThat(entry.at("/request/headers").toString())
        .contains("OpenAI/JS 4.2")
        .contains("\"js\"");
  }

  @Test
  void aToolsSchemaThatNamesASecretStays() throws Exception {
    Wire wire = new Wire();
    String body =
        "{\"tools\":[{\"function\":{\"parameters\":{\"type\":\"object\",\"properties\":"
            + "{\"password\":{\"type\":\"string\",\"description\":\"for logging in\"}},"
            + "\"required\":[\"password\"]}}}]}";
    wire.request = Wire.bytes(body);
    assertThat(JSON.readTree(write(wire)).at("/request/postData/text").asString()).isEqualTo(body);
  }

  private static String html(String text) {
    return text.replace("+", "&#43;").replace("/", "&#x2F;").replace("=", "&#x3D;");
  }

  private void assertClean(Wire... wires) throws Exception {
    assertClean(write(wires), CANARY);
  }

  private String write(Wire... wires) throws Exception {
    Path file = Files.createTempFile(folder, "out", ".jsonl");
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (Wire wire : wires) {
        writer.append(wire.exchange());
      }
    }
    return Files.readString(file);
  }

  // Looks by other means than the product does.
  private static void assertClean(String file, String secret) {
    List<String> texts = new ArrayList<>();
    file.lines().forEach(line -> strings(JSON.readTree(line), texts));
    assertThat(texts).isNotEmpty();
    texts.add(file);
    for (String text : List.copyOf(texts)) {
      decodedBase64(text, texts);
    }
    for (String text : texts) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (String form :
          List.of(
              secret,
              url(secret),
              url(url(secret)),
              each(secret, "%02x"),
              each(secret, "%%%02x"),
              each(secret, "\\u%04x"),
              html(secret),
              each(secret, "&#%d;"),
              each(secret, "&#x%02x;"),
              url(secret).replace("%", "&#37;"),
              secret.replace("/", "\\/"),
              secret.replace("/", "\\\\/"))) {
        assertThat(lower).doesNotContain(form.toLowerCase(Locale.ROOT));
      }
      String standard =
          text.replaceAll("[\\s\\\\]|\\\\r|\\\\n", "").replace('-', '+').replace('_', '/');
      for (String before : List.of("???", "?", "??")) {
        String encoded = base64(before + secret + "???").substring(4);
        String core = encoded.substring(0, secret.length()).replace('-', '+').replace('_', '/');
        assertThat(standard).doesNotContain(core);
      }
    }
  }

  private static void strings(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.asString());
    }
    node.forEach(child -> strings(child, texts));
  }

  private static void decodedBase64(String text, List<String> texts) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
      texts.add(
          new String(
              new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
              StandardCharsets.UTF_8));
    } catch (Exception e) {
      // It is none.
    }
  }

  // The text of the first choice, as a client would add it up.
  private static String joined(String file) throws Exception {
    StringBuilder joined = new StringBuilder();
    String stream = JSON.readTree(file).at("/response/content/text").asString();
    for (String line : stream.split("\n", -1)) {
      if (line.startsWith("data: {")) {
        JsonNode delta = JSON.readTree(line.substring(6)).at("/choices/0");
        if (delta.at("/index").asInt() == 0) {
          joined.append(delta.at("/delta/content").asString(""));
          joined.append(delta.at("/delta/tool_calls/0/function/arguments").asString(""));
        }
      }
    }
    assertThat(joined).isNotEmpty();
    return joined.toString();
  }

  private static Wire stream() {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + CANARY);
    wire.answered = Headers.of("Content-Type", "text/event-stream");
    return wire;
  }

  private static String delta(int choice, String field, String text) {
    return "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"%s\":\"%s\"},\"index\":%d}]}\n\n"
        .formatted(field, text, choice);
  }

  private static byte[] error(String message) {
    return Wire.bytes("{\"error\":{\"message\":\"" + message + "\"}}");
  }

  private static String urlBase64(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
