package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.zip.GZIPOutputStream;

/** Exchanges for tests. */
final class Wire {
  static final String URL = "https://chat.intern-ai.org.cn/api/v1/chat/completions";

  String url = URL;
  Headers sent = Headers.of("Content-Type", "application/json");
  byte[] request = bytes("{}");
  Headers answered = Headers.of("Content-Type", "application/json");
  byte[] answer = bytes("{}");
  String broken;

  WireExchange exchange() {
    Pieces pieces = new Pieces();
    int half = answer.length / 2;
    pieces.add(1500, half);
    pieces.add(2750, answer.length - half);
    return new WireExchange(
        "intern",
        OffsetDateTime.parse("2026-01-02T03:04:05.678Z"),
        new WireExchange.Request("POST", url, sent, request),
        new WireExchange.Response(200, answered, answer, pieces),
        broken);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
