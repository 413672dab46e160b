package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RecordingWriterTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Contracts CONTRACTS = Contracts.shipped();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("out.jsonl");
  }

  static Stream<byte[]> bodies() {
    byte[] random = new byte[5000];
    new Random(1).nextBytes(random);
    return Stream.of(
        Wire.bytes("{\"text\":\"häß \\u00e4 \\\"quoted\\\"\"}"),
        Wire.bytes("data: {}\r\n\r\ndata: [DONE]\n\n"),
        Wire.bytes("\uFEFF{}"),
        Wire.bytes("\u0000\u0001\u2028 \uD83D\uDE00"),
        Wire.bytes("cut" + LongStringGuard.CUT),
        new byte[] {'a', (byte) 0xC3},
        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        random,
        new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void bodiesAreReplayedByteForByte(byte[] body) throws Exception {
    Wire wire = new Wire();
    wire.answer = body;
    wire.request = body;
    append(wire.exchange());
    JsonNode entry = entries().get(0);
    assertThat(replayed(entry.at("/response/content"))).isEqualTo(body);
    assertThat(replayed(entry.path("request").path("postData"))).isEqualTo(body);
    assertThat(entry.at("/response/_chunks/0/time").decimalValue()).isEqualByComparingTo("1.5");
    int sum = 0;
    for (JsonNode chunk : entry.at("/response/_chunks")) {
      sum += chunk.path("size").asInt();
    }
    assertThat(sum).isEqualTo(body.length);
  }

  @Test
  void aCompressedBodyIsKeptAsItWasReceivedAndIsRead() throws Exception {
    Wire wire = new Wire();
    byte[] content = Wire.bytes("{\"text\":\"some text\"}");
    wire.answer = Wire.gzip(content);
    wire.answered = Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    append(wire.exchange());
    assertThat(replayed(entries().get(0).at("/response/content"))).isEqualTo(wire.answer);
    Body read = read().get(0).response().body();
    assertThat(read.bytes()).isEqualTo(content);
  }

  @Test
  void aCharsetIsRead() throws Exception {
    Wire wire = new Wire();
    wire.answered = Headers.of("Content-Type", "application/json; charset=iso-8859-1");
    wire.answer = "{\"a\":\"Ã¤ ascii\"}".getBytes(StandardCharsets.ISO_8859_1);
    append(wire.exchange());
    Body read = read().get(0).response().body();
    assertThat(read.bytes()).isEqualTo(wire.answer);
    assertThat(read.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
  }

  /** Else a recording would say that a cookie was not sent which a contract requires. */
  @Test
  void aCookieThatAContractNamesIsKnownToHaveBeenSent() throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Cookie", "sid=abcdefghijk; theme=dark; seen=12; abcdefghijk=1; lone");
    try (RecordingWriter writer =
        RecordingWriter.open(file, Set.of("sid", "theme", "seen", "dark"))) {
      writer.append(wire.exchange());
    }
    assertThat(read().get(0).request().headers().first("Cookie"))
        .matches("sid=WITHHELD; theme=[^;]+; seen=[^;]+; WITHHELD; WITHHELD");
    assertThat(Files.readString(file)).doesNotContain("abcdefghijk", "lone");
  }

  @Test
  void shippedExchangesGetTheSameFindingsAgain() throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      try (RecordingReader reader =
          RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()))) {
        for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
          Exchange exchange = ((RecordingReader.Read) entry).exchange();
          if (!exchange.responseUndocumented()) {
            exchanges.add(exchange);
          }
        }
      }
    }
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (Exchange exchange : exchanges) {
        writer.append(exchange);
      }
    }
    List<Exchange> read = read();
    assertThat(read).hasSameSizeAs(exchanges).isNotEmpty();
    for (int i = 0; i < read.size(); i++) {
      assertThat(findings(read.get(i))).isEqualTo(findings(exchanges.get(i)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer abcdefghijk",
        "bearer abcdefghijk",
        "Bearer",
        "Basic dXNlcjpwYXNzd29yZA==",
        "sk-abcdefghijklmnop",
        "bce-auth-v1/abcdefghijk/2016-04-06T08:23:49Z/1800/host/0123456789abcdef",
        "bce-auth-v1/abcdefghijk/2016-04-06T08:23:49+08:00/1800/host/0123456789abcdef",
        "bce-auth-v1/abcdefghijk/2016-04-06T08:23:49Z/1800//0123456789abcdef",
        "bce-auth-v1/abcdefghijk/2016-04-06T08:23:49Z/many/host/0123456789abcdef",
        "bce-auth-v1/abcdefghijk/2016-04-06T08:23:49Z/1800/host/",
        "bce-auth-v1/abcdefghijk"
      })
  void theFormOfACredentialIsJudgedAsBefore(String value) throws Exception {
    for (String provider : List.of("intern", "qianfan")) {
      Wire wire = new Wire();
      wire.sent =
          Headers.of(
              "Content-Type", "application/json", "Authorization", value, "X-Bce-Date", value);
      wire.url =
          provider.equals("intern")
              ? Wire.URL
              : "https://qianfan.baidubce.com/wenxinworkshop/modelrepo/eval/model/list";
      WireExchange exchange = of(provider, wire.exchange());
      Files.deleteIfExists(file);
      append(exchange);
      assertThat(findings(read().get(0))).isEqualTo(findings(exchange.decoded()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-04-06T08:23:49Z",
        "2016-04-06T08:23:49.123+08:00",
        "2016-04-06T08:23",
        "now",
        "12"
      })
  void theFormOfATimeIsJudgedAsBefore(String value) throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Content-Type", "application/json", "x-bce-date", value);
    wire.url = "https://qianfan.baidubce.com/wenxinworkshop/modelrepo/eval/model/list";
    WireExchange exchange = of("qianfan", wire.exchange());
    append(exchange);
    assertThat(findings(read().get(0))).isEqualTo(findings(exchange.decoded()));
    assertThat(Files.readString(file)).doesNotContain("2016");
  }

  @Test
  void theFormOfAQueryParameterStays() throws Exception {
    Wire wire = new Wire();
    wire.url = Wire.URL + "?a=true&b=false&c=12&d=truely";
    append(of("intern", wire.exchange()));
    assertThat(Files.readString(file)).contains("?a=true&b=false&c=12&d=WITHHELD");
  }

  @Test
  void anAnswerOfWhichNothingCameIsRecordedWhateverWasAnnounced() throws Exception {
    Wire wire = new Wire();
    wire.answered = Headers.of("Content-Type", "application/json", "Content-Length", "221");
    wire.answer = new byte[0];
    wire.broken = "the caller closed the connection";
    append(wire.exchange());
    Exchange read = read().get(0);
    assertThat(read.response().body()).isNull();
    assertThat(findings(read)).contains("response.broken").doesNotContain("body.not-recorded");
  }

  @Test
  void anAnswerThatBrokeOffIsReadAsSuch() throws Exception {
    Wire wire = new Wire();
    wire.broken = "connection reset";
    WireExchange exchange = wire.exchange();
    append(
        exchange,
        new WireExchange(
            "intern", exchange.started(), exchange.request(), null, "connection refused"));
    List<Exchange> read = read();
    assertThat(read.get(0).broken()).isEqualTo("connection reset");
    assertThat(findings(read.get(0))).contains("response.broken");
    assertThat(read.get(1).response()).isNull();
    assertThat(findings(read.get(1))).contains("response.absent").doesNotContain("response.broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "unknown", "gzip, br", "gzip, gzip"})
  void nothingIsWrittenOfABodyThatCannotBeDecoded(String coding) throws Exception {
    Wire wire = new Wire();
    wire.answered = Headers.of("Content-Encoding", coding);
    byte[] answer = Wire.gzip(Wire.gzip(Wire.bytes("{}")));
    wire.answer = coding.startsWith("gzip") ? answer : new byte[] {(byte) 0x8B, 1, (byte) 0x80};
    assertRefused(wire);
  }

  @Test
  void nothingIsWrittenOfACutGzipBody() throws Exception {
    Wire wire = new Wire();
    wire.answered = Headers.of("Content-Encoding", "gzip");
    byte[] answer = Wire.gzip(Wire.bytes("some text that is longer"));
    wire.answer = Arrays.copyOf(answer, answer.length / 2);
    assertRefused(wire);
  }

  @Test
  void nothingIsWrittenOfACharsetThatCannotBeLookedThrough() throws Exception {
    Wire wire = new Wire();
    wire.answered = Headers.of("Content-Type", "application/json; charset=utf-16");
    wire.answer = "{}".getBytes(StandardCharsets.UTF_16);
    assertRefused(wire);
  }

  @Test
  void nothingIsWrittenOfABodyThatIsTooLongToBeRead() throws Exception {
    Wire wire = new Wire();
    wire.answer = new byte[RecordingReader.MAX_STRING - 1000];
    Arrays.fill(wire.answer, (byte) '"');
    assertRefused(wire);
  }

  @Test
  void nothingIsWrittenOfAVeryDeepBody() throws Exception {
    Wire wire = new Wire();
    wire.answer = Wire.bytes("[".repeat(100_000));
    assertRefused(wire);
  }

  @Test
  void nothingIsWrittenOfAnUndecodedExchange() throws Exception {
    Exchange exchange =
        new Exchange(
            new Exchange.Request("GET", Wire.URL, Headers.of(), null),
            new Exchange.Response(
                200, Headers.of(), Body.undecoded(null, "body.content-encoding", "br")));
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThatExceptionOfType(RedactionException.class).isThrownBy(() -> writer.append(exchange));
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void theFileIsItsOwnersAlone() throws Exception {
    append(new Wire().exchange());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aRecordingIsAppendedTo() throws Exception {
    append(new Wire().exchange());
    append(new Wire().exchange());
    assertThat(read()).hasSize(2);
  }

  @Test
  void anUnfinishedLastLineIsMovedAside() throws Exception {
    append(new Wire().exchange(), new Wire().exchange());
    byte[] whole = Files.readAllBytes(file);
    for (int cut : new int[] {1, 5, 300, whole.length / 2 - 1}) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      try (RecordingWriter writer = RecordingWriter.open(file)) {
        writer.append(new Wire().exchange());
        assertThat(writer.moved() == null).isEqualTo(cut == 1);
      }
      assertThat(read()).hasSize(cut == 1 ? 3 : 2);
    }
    assertThat(Files.readAllLines(folder.resolve("out.jsonl.unfinished"))).hasSize(3);
  }

  @Test
  void anUnfinishedFirstLineIsMovedAside() throws Exception {
    append(new Wire().exchange());
    byte[] whole = Files.readAllBytes(file);
    for (int size : new int[] {1, 10, 100}) {
      Files.write(file, Arrays.copyOf(whole, size));
      append(new Wire().exchange());
      assertThat(read()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{}\n", "{\"a\":1}", "\n\n", "{\"startedDateTime\":\"\n{}\n"})
  void aFileThatIsNoRecordingIsLeftAlone(String content) throws Exception {
    Files.writeString(file, content);
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> RecordingWriter.open(file))
        .withMessageContaining("no recording");
    assertThat(file).hasContent(content);
  }

  @Test
  void aNameThatNoReaderTakesIsRefused() {
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> RecordingWriter.open(folder.resolve("a.har")));
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> RecordingWriter.open(folder.resolve("missing/a.jsonl")))
        .withMessageContaining("cannot be written");
  }

  @Test
  void twoDoNotWriteToOneFile() throws Exception {
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThatExceptionOfType(RecordingException.class)
          .isThrownBy(() -> RecordingWriter.open(file))
          .withMessageContaining("another recorder");
      writer.append(new Wire().exchange());
    }
    assertThat(read()).hasSize(1);
  }

  @Test
  void veryManyPiecesAreToldTogether() {
    Pieces pieces = new Pieces();
    long sum = 0;
    for (int i = 0; i < Pieces.MAX + 1000; i++) {
      pieces.add(i, 3);
    }
    for (int i = 0; i < pieces.count(); i++) {
      sum += pieces.size(i);
    }
    assertThat(pieces.count()).isEqualTo(Pieces.MAX);
    assertThat(sum).isEqualTo(3L * (Pieces.MAX + 1000));
  }

  private void assertRefused(Wire wire) throws Exception {
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThatExceptionOfType(RedactionException.class)
          .isThrownBy(() -> writer.append(wire.exchange()));
    }
    assertThat(file).isEmptyFile();
  }

  private static WireExchange of(String provider, WireExchange exchange) {
    return new WireExchange(
        provider, exchange.started(), exchange.request(), exchange.response(), exchange.broken());
  }

  private void append(WireExchange... exchanges) throws Exception {
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (WireExchange exchange : exchanges) {
        writer.append(exchange);
      }
    }
  }

  private List<Exchange> read() throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        exchanges.add(((RecordingReader.Read) entry).exchange());
      }
    }
    return exchanges;
  }

  private static List<String> findings(Exchange exchange) {
    return new Judge(CONTRACTS, null)
        .judge(exchange).findings().stream().map(Finding::rule).toList();
  }

  private List<JsonNode> entries() throws Exception {
    return Files.readAllLines(file).stream().map(JSON::readTree).toList();
  }

  private static byte[] replayed(JsonNode body) {
    String text = body.path("text").asString("");
    return body.path("encoding").asString("").equals("base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
