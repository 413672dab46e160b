package dev.concordat.conformance.server.instance;

import dev.concordat.language.Keyword;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Texts of a format, a pattern or a length. */
final class Texts {
  private static final int MAX_LENGTH = 10_000;
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("date-time", "2025-01-01T00:00:00Z"),
          Map.entry("date", "2025-01-01"),
          Map.entry("time", "12:00:00Z"),
          Map.entry("duration", "P1D"),
          Map.entry("email", "user@example.com"),
          Map.entry("idn-email", "user@example.com"),
          Map.entry("hostname", "example.com"),
          Map.entry("idn-hostname", "example.com"),
          Map.entry("ipv4", "192.0.2.1"),
          Map.entry("ipv6", "2001:db8::1"),
          Map.entry("uri", "https://example.com/"),
          Map.entry("uri-reference", "https://example.com/"),
          Map.entry("uri-template", "https://example.com/"),
          Map.entry("iri", "https://example.com/"),
          Map.entry("iri-reference", "https://example.com/"),
          Map.entry("uuid", "00000000-0000-4000-8000-000000000000"),
          Map.entry("json-pointer", "/a"),
          Map.entry("relative-json-pointer", "0"),
          Map.entry("regex", "a"));

  private Texts() {}

  static JsonNode of(Merged merged, String hint, int salt) throws Attempt.ImpossibleException {
    long least = merged.least(Keyword.MIN_LENGTH);
    long most = merged.most(Keyword.MAX_LENGTH);
    if (least > MAX_LENGTH || least > most) {
      throw new Attempt.ImpossibleException("no text has such a length");
    }
    String format = merged.text(Keyword.FORMAT);
    String pattern = merged.text(Keyword.PATTERN);
    if (pattern != null) {
      String text = PatternText.of(pattern, (int) least);
      // Behind what the pattern asks for there may be more.
      return node(text + "x".repeat((int) Math.max(least - text.length(), 0)));
    }
    String shaped = format == null ? null : FORMATS.get(format);
    if (shaped != null) {
      return node(shaped);
    }
    String text = salt == 0 ? hint : hint + salt;
    if ("base64".equals(merged.text(Keyword.CONTENT_ENCODING))) {
      text = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
    if (text.length() < least) {
      text = text + "x".repeat((int) least - text.length());
    }
    return node(text.substring(0, (int) Math.min(text.length(), most)));
  }

  private static JsonNode node(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
