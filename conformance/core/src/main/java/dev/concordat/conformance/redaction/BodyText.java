package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A body, looked through for secrets. */
final class BodyText {
  private static final int NESTED = 3;
  private static final int COMPRESSED = 4;
  private static final String ASCII =
      IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
  private static final int AROUND = 1024;
  private static final int MAX_VISITED = 1 << 20;
  private static final int LOOKED = 4096;

  private final byte[] raw;
  private final byte[] text;
  private final Charset charset;
  private final TextView whole;
  private final List<TextView> joined = new ArrayList<>();
  // The data of a stream of which each event is an object: only what has a brace stands over two.
  private @Nullable TextView objects;
  private final List<TextView> visited = new ArrayList<>();
  private int visitedAround;
  private final List<TextView> json = new ArrayList<>();
  private final BitSet named = new BitSet();
  private final Set<String> values = new LinkedHashSet<>();
  private final @Nullable BodyText compressed;

  private BodyText(byte[] raw, Body body, int depth) throws RedactionException {
    this.raw = raw;
    this.text = body.bytes();
    this.charset = body.charset();
    this.whole = TextView.of(text);
    // Else a byte is no letter, and nothing would be found.
    if (!Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII))) {
      throw new RedactionException("a body is in the charset " + charset);
    }
    try {
      lookThrough(body.mediaType() == null ? "" : body.mediaType());
    } catch (JsonLeaves.TooMany e) {
      throw new RedactionException("a body has " + e.getMessage());
    }
    byte[] content = Compressed.content(text);
    if (content != null && depth == 0) {
      throw new RedactionException("a body is compressed more often than is looked through");
    }
    this.compressed =
        content == null ? null : new BodyText(content, Body.of(null, content), depth - 1);
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
      return new BodyText(raw, Body.of(type, raw), COMPRESSED);
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
    return new BodyText(raw, body, COMPRESSED);
  }

  /** Looks through a body whose codings are undone, or none. */
  static BodyText of(@Nullable Body body) throws RedactionException {
    Body some = body == null ? Body.of(null, new byte[0]) : body;
    return new BodyText(some.bytes(), some, COMPRESSED);
  }

  /** The values that their names, or their form, say are secrets. */
  Set<String> values() {
    Set<String> all = new LinkedHashSet<>(values);
    visit(AROUND, view -> all.addAll(NamedInText.of(view)));
    if (compressed != null) {
      all.addAll(compressed.values());
    }
    return all;
  }

  /** Whether a secret is left in it. */
  boolean isClear(Secrets secrets) {
    return marks(secrets).isEmpty() && (compressed == null || compressed.isClear(secrets));
  }

  // What is part of a secret. The punctuation of JSON never is, nor, where nothing tells which
  // names contracts have, is the name of a member that looks like none.
  private BitSet marks(Secrets secrets) {
    SecretSearch.Marks found = found(secrets);
    BitSet marks = found.all();
    if (!marks.isEmpty() && !json.isEmpty()) {
      BitSet punctuation = new BitSet();
      BitSet names = new BitSet();
      json.forEach(view -> new JsonPunctuation(view, punctuation, names).scan(0, view.length()));
      if (!secrets.knowsWords()) {
        found.weak().andNot(names);
      }
      marks = found.all();
      marks.andNot(punctuation);
      if (json.get(0) != whole) {
        EventData.keepFraming(whole, marks);
      }
    }
    return marks;
  }

  private SecretSearch.Marks found(Secrets secrets) {
    SecretSearch.Marks found = new SecretSearch.Marks();
    if (secrets.count() > 0) {
      SecretSearch search = secrets.search();
      visit(search.around(), view -> search.mark(view, found));
      if (objects != null && secrets.haveBrace()) {
        Escapes.visit(objects, search.around(), view -> search.mark(view, found));
      }
    }
    return found;
  }

  /** Whether the body's content coding was undone to look through it. */
  boolean isUndone() {
    return text != raw;
  }

  /**
   * The body with its secrets masked: as it was received where there are none, else as it was
   * received but for the masks, which are as long as the secrets, or with its coding undone.
   *
   * @throws RedactionException where one is in what is compressed without a header that says so
   */
  byte[] masked(Secrets secrets) throws RedactionException {
    if (compressed != null && !(compressed.isUnnamed() && compressed.isClear(secrets))) {
      throw new RedactionException(
          "a body has a secret, compressed in a way that its headers do not say");
    }
    BitSet marks = marks(secrets);
    marks.or(named);
    if (marks.isEmpty()) {
      return raw;
    }
    byte[] masked = text.clone();
    for (int start = marks.nextSetBit(0); start >= 0; ) {
      int end = marks.nextClearBit(start);
      Overwriting.mask(masked, start, end);
      start = marks.nextSetBit(end);
    }
    return masked;
  }

  private boolean isUnnamed() {
    return named.isEmpty() && (compressed == null || compressed.isUnnamed());
  }

  private void lookThrough(String type) {
    EventData data = EventData.of(whole);
    if (data.view() != whole || type.contains("json") || looksLikeJson()) {
      json(data);
    }
    if (type.contains("x-www-form-urlencoded")) {
      form();
    }
    TextView narrow = narrow();
    if (narrow != null) {
      joined.add(narrow);
      byName(narrow, NESTED);
    }
  }

  // Of text in UTF-16 that nothing says is such: without the zeros.
  private @Nullable TextView narrow() {
    int zeros = 0;
    int looked = Math.min(text.length, LOOKED);
    for (int i = 0; i < looked; i++) {
      zeros += text[i] == 0 ? 1 : 0;
    }
    if (zeros * 4 < looked || zeros == 0) {
      return null;
    }
    TextView.Builder builder = new TextView.Builder(whole, text.length / 2);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != 0) {
        builder.copy(i, i + 1);
      }
    }
    return builder.build();
  }

  private void json(EventData data) {
    JsonLeaves leaves = new JsonLeaves(data.view());
    boolean areObjects = !data.isInLines();
    boolean isObject = true;
    int start = 0;
    for (int end : data.ends()) {
      if (end > start) {
        // The last one may be anything.
        areObjects &= isObject;
        isObject = leaves.scan(start, end);
      }
      start = end;
    }
    json.add(data.view());
    if (data.view() != whole && areObjects) {
      objects = data.view();
    } else if (data.view() != whole) {
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
              Credentials.of("authorization", new String(value.build().bytes(), charset)));
        });
    if (depth > 0) {
      leaves.nested(
          (start, end, isString) -> {
            TextView.Builder nested = new TextView.Builder(view, end - start);
            Escapes.appendJson(view, start, end, nested);
            TextView inner = nested.build();
            json.add(inner);
            byName(inner, depth - 1);
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
          && SecretNames.Scope.URL.isSecret(Credentials.decoded(pair.substring(0, equals)))) {
        named.set(at + equals + 1, at + pair.length());
        values.add(Credentials.decoded(pair.substring(equals + 1)));
      }
      at += pair.length() + 1;
    }
  }

  // Visits all with escapes undone, which is done once, but for a long body: it would be too much.
  private void visit(int around, Consumer<TextView> visitor) {
    if (text.length > MAX_VISITED) {
      each(view -> Escapes.visit(view, around, visitor));
      return;
    }
    if (visitedAround < around) {
      visitedAround = around;
      visited.clear();
      each(view -> Escapes.visit(view, around, visited::add));
    }
    visited.forEach(visitor);
  }

  private void each(Consumer<TextView> visitor) {
    visitor.accept(whole);
    joined.forEach(visitor);
  }
}
