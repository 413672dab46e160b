package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A body, looked through for secrets. */
final class BodyText {
  private static final int NESTED = 3;
  private static final int AROUND = 1024;
  private static final byte[] MASK = Secrets.MASK.getBytes(StandardCharsets.US_ASCII);

  private final byte[] raw;
  private final byte[] text;
  private final TextView whole;
  private final List<TextView> joined = new ArrayList<>();
  private final BitSet named = new BitSet();
  private final Set<String> values = new LinkedHashSet<>();

  private BodyText(byte[] raw, Body body) throws RedactionException {
    this.raw = raw;
    this.text = body.bytes();
    this.whole = TextView.of(text);
    // In such a charset no byte is a letter, and nothing would be found.
    if ("A:".getBytes(body.charset()).length != 2) {
      throw new RedactionException("a body is in the charset " + body.charset());
    }
    try {
      lookThrough(body.mediaType() == null ? "" : body.mediaType());
    } catch (JsonLeaves.TooMany e) {
      throw new RedactionException("a body has " + e.getMessage());
    }
  }

  /**
   * Looks through a body.
   *
   * @param raw the body as it was received
   * @throws RedactionException where its content coding or charset cannot be undone
   */
  static BodyText of(Headers headers, byte[] raw) throws RedactionException {
    String type = headers.first("Content-Type");
    if (raw.length == 0) {
      return new BodyText(raw, Body.of(type, raw));
    }
    Body body = ContentDecoding.ofBytes(type, raw, headers);
    Body.Undecoded undecoded = body.undecoded();
    if (undecoded != null) {
      throw new RedactionException(
          "a body cannot be looked through (%s)".formatted(undecoded.rule()));
    }
    if (String.join(",", headers.all("Content-Encoding")).contains(",") && body.bytes() != raw) {
      throw new RedactionException("a body has more than one content encoding");
    }
    return new BodyText(raw, body);
  }

  /** Looks through a body whose codings are undone, or none. */
  static BodyText of(@Nullable Body body) throws RedactionException {
    Body some = body == null ? Body.of(null, new byte[0]) : body;
    return new BodyText(some.bytes(), some);
  }

  /** The values that their names, or their form, say are secrets. */
  Set<String> values() {
    Set<String> all = new LinkedHashSet<>(values);
    each(text -> Escapes.visit(text, AROUND, view -> all.addAll(NamedInText.of(view))));
    return all;
  }

  /** Marks what is part of a secret. */
  BitSet marks(Secrets secrets) {
    BitSet marks = new BitSet();
    each(text -> secrets.markAll(text, marks));
    return marks;
  }

  /** Whether the body's content coding was undone to look through it. */
  boolean isUndone() {
    return text != raw;
  }

  /**
   * The body with its secrets masked: as it was received where there are none, else as it was
   * received but for the masks, which are as long as the secrets, or with its coding undone.
   */
  byte[] masked(Secrets secrets) {
    BitSet marks = marks(secrets);
    marks.or(named);
    if (marks.isEmpty()) {
      return raw;
    }
    byte[] masked = text.clone();
    for (int start = marks.nextSetBit(0); start >= 0; ) {
      int end = marks.nextClearBit(start);
      mask(masked, start, end);
      start = marks.nextSetBit(end);
    }
    return masked;
  }

  private static void mask(byte[] bytes, int start, int end) {
    boolean isNumber = isNumber(bytes, start, end);
    for (int i = start; i < end; i++) {
      if (!isNumber) {
        bytes[i] = MASK[(i - start) % MASK.length];
      } else if (Character.isDigit(bytes[i])) {
        bytes[i] = '1';
      }
    }
  }

  // A number stays one. What stands in quotes is none.
  private static boolean isNumber(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!JsonLeaves.isNumber(bytes[i])) {
        return false;
      }
    }
    return (start == 0 || ":,[ \t\r\n0123456789".indexOf(bytes[start - 1]) >= 0)
        && (end == bytes.length || ",]} \t\r\n0123456789".indexOf(bytes[end]) >= 0);
  }

  private void lookThrough(String type) {
    EventData data = EventData.of(whole);
    if (data.view() != whole || type.contains("json") || looksLikeJson()) {
      json(data);
    }
    if (type.contains("x-www-form-urlencoded")) {
      form();
    }
  }

  private void json(EventData data) {
    JsonLeaves leaves = new JsonLeaves(data.view());
    int start = 0;
    for (int end : data.ends()) {
      leaves.scan(start, end);
      start = end;
    }
    if (data.view() != whole) {
      joined.add(data.view());
    }
    joined.addAll(leaves.joined());
    byName(leaves, data.view(), NESTED);
    for (TextView view : List.copyOf(joined)) {
      byName(view, NESTED);
    }
  }

  private boolean looksLikeJson() {
    int at = 0;
    while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
      at++;
    }
    return at < text.length && (text[at] == '{' || text[at] == '[');
  }

  private void byName(JsonLeaves leaves, TextView view, int depth) {
    leaves.secrets(
        (start, end, isString) -> {
          view.mark(start, end, named);
          TextView.Builder value = new TextView.Builder(view, end - start);
          Escapes.appendJson(view, start, end, value);
          values.addAll(
              Credentials.of(
                  "authorization", new String(value.build().bytes(), StandardCharsets.UTF_8)));
        });
    if (depth > 0) {
      leaves.nested(
          (start, end, isString) -> {
            TextView.Builder nested = new TextView.Builder(view, end - start);
            Escapes.appendJson(view, start, end, nested);
            byName(nested.build(), depth - 1);
          });
    }
  }

  private void byName(TextView view, int depth) {
    JsonLeaves leaves = new JsonLeaves(view);
    leaves.scan(0, view.length());
    byName(leaves, view, depth);
  }

  private void form() {
    String form = new String(text, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0
          && SecretNames.Scope.MEMBER.isSecret(Credentials.decoded(pair.substring(0, equals)))) {
        named.set(at + equals + 1, at + pair.length());
        values.add(Credentials.decoded(pair.substring(equals + 1)));
      }
      at += pair.length() + 1;
    }
  }

  private void each(Consumer<TextView> visitor) {
    visitor.accept(whole);
    joined.forEach(visitor);
  }
}
