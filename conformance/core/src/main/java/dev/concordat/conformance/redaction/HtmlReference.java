package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References to characters, as HTML has them: by name, by number, and by number in hex. */
final class HtmlReference {
  private static final int MAX_LENGTH = 12;
  private static final Map<String, Integer> NAMED =
      Map.of("amp", 0x26, "lt", 0x3C, "gt", 0x3E, "quot", 0x22, "apos", 0x27, "nbsp", 0xA0);
  private static final Pattern REFERENCE =
      Pattern.compile(
          "&(?:#(?<decimal>\\d{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>[a-z]{2,4}));");

  private HtmlReference() {}

  /** How long the reference is that begins here, 0 where none does. */
  static int size(TextView view, int at) {
    Matcher matcher = REFERENCE.matcher(text(view, at));
    return matcher.lookingAt() && Character.isValidCodePoint(point(matcher)) ? matcher.end() : 0;
  }

  static byte[] undone(TextView view, int at, int size) {
    Matcher matcher = REFERENCE.matcher(text(view, at).substring(0, size));
    return matcher.matches()
        ? Character.toString(point(matcher)).getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  private static String text(TextView view, int at) {
    int length = Math.min(MAX_LENGTH, view.length() - at);
    return new String(view.bytes(), at, length, StandardCharsets.ISO_8859_1);
  }

  private static int point(Matcher matcher) {
    if (matcher.group("decimal") != null) {
      return Integer.parseInt(matcher.group("decimal"));
    }
    return matcher.group("hex") != null
        ? Integer.parseInt(matcher.group("hex"), 16)
        : NAMED.getOrDefault(matcher.group("name"), -1);
  }
}
