package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.server.signature.BceVerifier;
import dev.concordat.conformance.signature.BceAuthorization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Signed requests: what the client signs is taken, and what was changed afterwards is not. */
public final class SignatureTarget {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final BceVerifier VERIFIER =
      new BceVerifier("access", "secret", Clock.fixed(NOW, ZoneOffset.UTC));

  private SignatureTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    String header = data.yes() ? data.text(200) : form(data);
    Headers.Builder headers = new Headers.Builder();
    headers.add("Host", "qianfan.baidubce.com");
    for (int i = data.number(0, 3); i > 0; i--) {
      headers.add("x-bce-" + i, data.text(10));
    }
    Headers sent = headers.add("Authorization", header).build();
    BceAuthorization parsed = BceAuthorization.parse(header);
    if (parsed != null) {
      parsed.mistake(sent);
      parsed.signedHeaders(sent);
    }
    Exchange.Request request =
        new Exchange.Request(
            "POST",
            "https://qianfan.baidubce.com/" + data.text(20),
            sent,
            Body.of("application/json", "{}"));
    // Nobody makes a signature by accident.
    if (VERIFIER.rejection(request) == null) {
      throw new AssertionError("a signature that nobody made is taken: " + header);
    }
  }

  private static String form(Draws data) {
    List<String> times = List.of("2026-01-02T03:04:05Z", "2026-13-02T03:04:05Z", "now", "");
    return "bce-auth-v1/%s/%s/%s/%s/%s"
        .formatted(
            data.yes() ? "access" : data.text(5),
            times.get(data.number(0, times.size() - 1)),
            data.yes() ? "1800" : data.text(5),
            data.yes() ? "host;x-bce-date" : data.text(10),
            data.text(64));
  }
}
