package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict read back from a redacted recording is the verdict live, whatever is redacted. */
final class RedactionInvariantTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]{4,40})\"");
  private static final List<Exchange> EXCHANGES = new ArrayList<>();
  private static final Judge JUDGE = new Judge(CONTRACTS, null);

  @TempDir Path folder;

  @BeforeAll
  static void read() throws Exception {
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      try (RecordingReader reader =
          RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()))) {
        for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
          Exchange exchange = ((RecordingReader.Read) entry).exchange();
          if (!exchange.responseUndocumented()) {
            EXCHANGES.add(exchange);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"user\"}",
        "{\"finish_reason\":\"stop\",\"a\":[\"content\"]}",
        "finish_reason",
        "finish_reason,logprobs,content",
        "chat.completion",
        "completion_tokens",
        "assistant",
        "\",\"role\":\"user",
        "{\"index\":0,",
        "\"}],\"usage\":{",
        "application/json",
        "data: {\"id\"",
        "12345678"
      })
  void harmlessValuesTearNothingOutOfABody(String value) throws Exception {
    for (Exchange exchange : EXCHANGES) {
      for (String name : List.of("X-Metadata", "X-Api-Key", "Cookie")) {
        assertSame(with(exchange, name, value, "fields=" + value));
      }
    }
  }

  @Test
  void theirNamesAreNotTornOutEither() throws Exception {
    Wire wire = new Wire();
    wire.url += "?fields=finish_reason";
    wire.sent = Headers.of("Content-Type", "application/json", "X-Metadata", "{\"role\":\"user\"}");
    String answer =
        "{\"choices\":[{\"message\":{\"role\":\"user\"},\"finish_reason\":\"finish_reason\"}]}";
    wire.answer = Wire.bytes(answer);
    WireExchange read = WireExchange.of(written(wire.exchange()));
    assertThat(new String(read.response().body(), StandardCharsets.UTF_8)).isEqualTo(answer);
  }

  // What is taken for a secret is drawn from the exchange itself, and from what contracts say.
  @Test
  void whateverIsTakenForASecret() throws Exception {
    Random random = new Random(20_260_102);
    List<String> words = List.copyOf(CONTRACTS.words().stream().sorted().toList());
    List<String> places =
        List.of("Authorization", "X-Api-Key", "X-Unknown", "Cookie", "X-Metadata", "User-Agent");
    for (int i = 0; i < 400; i++) {
      Exchange exchange = EXCHANGES.get(random.nextInt(EXCHANGES.size()));
      List<String> texts = texts(exchange);
      String value =
          random.nextInt(3) == 0 || texts.isEmpty()
              ? words.get(random.nextInt(words.size()))
              : texts.get(random.nextInt(texts.size()));
      if (random.nextInt(4) == 0) {
        value = "{\"%s\":\"%s\"}".formatted(value, words.get(random.nextInt(words.size())));
      }
      String header = value.chars().allMatch(c -> c >= ' ' && c <= '~') ? value : "none";
      String place = places.get(random.nextInt(places.size()));
      String query = random.nextBoolean() ? "key=" : "fields=";
      assertSame(
          with(
              exchange,
              place,
              place.equals("Authorization") ? "Bearer " + header : header,
              query + java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer sk-0123456789abcdef",
        "Bearer Bearer sk-0123456789abcdef",
        "Bearer sk-0123456789abcdef sk-0123456789abcdef",
        "Bearer",
        "Bearer <your own key>",
        "Basic dXNlcjpwYXNzd29yZA==",
        "sk-0123456789abcdef",
        "sk-0123456789abcdef (redacted)",
        "***",
        "[FILTERED]",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/host/0123456789abcdef",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/;/0123456789abcdef",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/host;;/0123456789abcdef",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/host; accept/0123456789abcdef",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/host%3Baccept/0123456789abcdef",
        "bce-auth-v1/ak0123456789/2024-09-30T08:00:00Z/1800/host;x_never_sent/0123456789abcdef",
        "bce-auth-v1/***/2024-09-30T08:00:00Z/1800/host;x-never-sent/***",
        "bce-auth-v1/ak0123456789/2024-09-30T25:00:00Z/1800/host/0123456789abcdef",
      })
  void credentialOfAnyForm(String value) throws Exception {
    for (Exchange exchange : EXCHANGES) {
      assertSame(with(exchange, "Authorization", value, "n=1"));
    }
  }

  private static List<String> texts(Exchange exchange) {
    List<String> texts = new ArrayList<>();
    Exchange.Response response = exchange.response();
    if (response != null && response.body() != null) {
      Matcher text = TEXT.matcher(new String(response.body().bytes(), StandardCharsets.UTF_8));
      while (text.find()) {
        texts.add(text.group(1));
      }
    }
    return texts;
  }

  private static WireExchange with(Exchange exchange, String name, String value, String query) {
    WireExchange wire = WireExchange.of(exchange);
    Headers.Builder headers = new Headers.Builder();
    for (String each : wire.request().headers().names()) {
      if (!each.equalsIgnoreCase(name)) {
        wire.request().headers().all(each).forEach(one -> headers.add(each, one));
      }
    }
    headers.add(name, value);
    String url = wire.request().url();
    return new WireExchange(
        wire.provider(),
        wire.started(),
        new WireExchange.Request(
            wire.request().method(),
            url + (url.contains("?") ? "&" : "?") + query,
            headers.build(),
            wire.request().body()),
        wire.response(),
        wire.broken());
  }

  private void assertSame(WireExchange exchange) throws Exception {
    Exchange read;
    try {
      read = written(exchange);
    } catch (RedactionException e) {
      throw new AssertionError(exchange.request().headers().names() + ": " + e.getMessage(), e);
    }
    assertThat(findings(read))
        .as(() -> exchange.request().url() + " " + headers(exchange))
        .isEqualTo(findings(exchange.decoded()));
  }

  private static String headers(WireExchange exchange) {
    Headers headers = exchange.request().headers();
    return headers.names().stream()
        .map(name -> name + ": " + headers.all(name))
        .toList()
        .toString();
  }

  private Exchange written(WireExchange exchange) throws Exception {
    Path file = folder.resolve("out.jsonl");
    Files.deleteIfExists(file);
    try (RecordingWriter writer = RecordingWriter.open(file, CONTRACTS.words())) {
      writer.append(exchange);
    }
    try (RecordingReader reader = RecordingReader.open(file)) {
      return ((RecordingReader.Read) reader.next()).exchange();
    }
  }

  private static List<String> findings(Exchange exchange) {
    return JUDGE.judge(exchange).findings().stream()
        .map(RedactionInvariantTests::place)
        .sorted()
        .toList();
  }

  // A name that nobody describes may be masked, and is found all the same.
  private static String place(Finding finding) {
    return finding.rule() + " " + finding.severity() + " " + finding.contract();
  }
}
