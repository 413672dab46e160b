package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Recordings of exchanges that hold a credential. It is nowhere in the file, and the verdict read
 * back is the verdict before.
 */
public final class RedactionTarget {
  private static final Judge JUDGE = new Judge(Seeds.CONTRACTS, null);
  private static final String SECRET = "zQ7-canary-41x_Wy9Kd";
  private static final Path FILE = file();

  private RedactionTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException, RecordingException {
    Draws data = new Draws(input);
    WireExchange exchange = placed(new Mutations(data).exchange(), data);
    Files.deleteIfExists(FILE);
    try (RecordingWriter writer = RecordingWriter.open(FILE, Seeds.CONTRACTS.words())) {
      writer.append(exchange);
    } catch (RedactionException refused) {
      if (String.valueOf(refused.getMessage()).contains(SECRET)) {
        throw new AssertionError("the refusal shows the secret");
      }
      return;
    }
    byte[] written = Files.readAllBytes(FILE);
    if (new String(written, StandardCharsets.UTF_8).contains(SECRET)) {
      throw new AssertionError("the recording has the secret");
    }
    Exchange read = Seeds.read("written.jsonl", written).get(0);
    List<String> expected = findings(exchange.decoded());
    List<String> found = findings(read);
    if (!found.equals(expected)) {
      throw new AssertionError("read back it has %s, and had %s".formatted(found, expected));
    }
  }

  // The credential itself, and once more where nobody expects it.
  private static WireExchange placed(WireExchange exchange, Draws data) {
    WireExchange.Request request = exchange.request();
    Headers.Builder sent = new Headers.Builder();
    for (String name : request.headers().names()) {
      if (!name.equalsIgnoreCase("Authorization")) {
        request.headers().all(name).forEach(value -> sent.add(name, value));
      }
    }
    sent.add("Authorization", "Bearer " + SECRET);
    WireExchange.Response response = exchange.response();
    byte[] answer = response == null ? new byte[0] : response.body();
    if (data.yes() && answer.length > 0) {
      String text = new String(answer, StandardCharsets.UTF_8);
      int at = text.indexOf("\":\"", data.number(0, text.length() - 1));
      answer =
          (at < 0 ? text : text.substring(0, at + 3) + SECRET + text.substring(at + 3))
              .getBytes(StandardCharsets.UTF_8);
    }
    return new WireExchange(
        exchange.provider(),
        exchange.started(),
        new WireExchange.Request(request.method(), request.url(), sent.build(), request.body()),
        response == null
            ? null
            : new WireExchange.Response(
                response.status(), response.headers(), answer, Pieces.one(0, answer.length)),
        exchange.broken());
  }

  private static List<String> findings(Exchange exchange) {
    return JUDGE.judge(exchange).findings().stream()
        .map(finding -> finding.rule() + " " + finding.severity() + " " + finding.contract())
        .sorted()
        .toList();
  }

  private static Path file() {
    try {
      return Files.createTempDirectory("concordat-fuzz").resolve("written.jsonl");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
