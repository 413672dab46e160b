package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of exchanges. Only headers and query parameters that are known to be harmless
 * keep their value. What was a credential in any exchange so far is masked wherever else it stands,
 * escaped, encoded or split too, if it has at least eight characters. What the contract judges
 * stays as it is, so that the verdict on a recording is that on the exchange. Threads may share
 * one.
 */
public final class Redaction {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]-]{0,40}");
  private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern LIST = Pattern.compile("\\s*,\\s*");

  private final Set<String> words;
  private final Learner learner;
  private final Secrets secrets;

  /** One that knows no contract. */
  public Redaction() {
    this(Set.of());
  }

  /**
   * One that knows what contracts say.
   *
   * @param words names of members, values and the like that contracts list, and that are no secrets
   */
  public Redaction(Set<String> words) {
    this.words = Set.copyOf(words);
    this.secrets = new Secrets(this.words, true);
    this.learner = new Learner(secrets);
  }

  /**
   * Takes the secrets of a request's head, so that they are known before the exchange is over.
   *
   * @throws RedactionException where there are more than can be told apart
   */
  public void learn(String url, Headers headers) throws RedactionException {
    learner.learn(url, headers);
  }

  /**
   * An exchange without its secrets.
   *
   * @param known how many secrets were known when its bodies were looked through
   * @param isSame whether none stands in its bodies, which are as they were
   */
  public record Redacted(WireExchange exchange, long known, boolean isSame) {}

  /**
   * Takes the secrets out of an exchange.
   *
   * @throws RedactionException where it cannot be looked through to its end
   */
  public Redacted redact(WireExchange exchange) throws RedactionException {
    WireExchange.Request request = exchange.request();
    WireExchange.Response response = exchange.response();
    BodyText sent = BodyText.of(request.headers(), request.body());
    BodyText answered = response == null ? null : BodyText.of(response.headers(), response.body());
    learner.learn(request.url(), request.headers());
    learner.learn(sent);
    if (response != null && answered != null) {
      learner.learnAnswer(response.headers());
      learner.learn(answered);
    }
    if (exchange.broken() != null) {
      learner.learn(exchange.broken());
    }
    long known = known();
    WireExchange redacted =
        new WireExchange(
            exchange.provider(),
            exchange.started(),
            new WireExchange.Request(
                request.method(),
                url(request.url()),
                headers(Harmless.REQUEST, request.headers()),
                sent.masked(secrets)),
            response == null || answered == null ? null : response(response, answered),
            exchange.broken() == null ? null : known(exchange.broken()));
    return new Redacted(redacted, known, isSame(exchange, redacted));
  }

  private static boolean isSame(WireExchange exchange, WireExchange redacted) {
    WireExchange.Response response = exchange.response();
    WireExchange.Response shown = redacted.response();
    return redacted.request().body() == exchange.request().body()
        && isSameType(exchange.request().headers(), redacted.request().headers())
        && (response == null
            || shown == null
            || (shown.body() == response.body()
                && isSameType(response.headers(), shown.headers())));
  }

  // A body is looked through as what it is said to be.
  private static boolean isSameType(Headers headers, Headers redacted) {
    return Objects.equals(headers.first("Content-Type"), redacted.first("Content-Type"));
  }

  /**
   * A text, such as a line for a log, without the secrets that were seen so far, or that have the
   * form of one.
   */
  public String text(String text) {
    try {
      learner.learn(text);
    } catch (RedactionException e) {
      return Secrets.MASK;
    }
    return known(text);
  }

  /**
   * Looks again for every secret that was seen so far; whether none is there. Bodies that were seen
   * to have none of them are the same still.
   *
   * @param head the bytes that are to be written, without the bodies
   * @param read the exchange that a reader makes of what is to be written, with the same bodies
   * @throws RedactionException where they cannot be looked through to their end
   */
  public boolean isClear(byte[] head, Redacted redacted, Exchange read) throws RedactionException {
    if (!secrets.marks(TextView.of(head)).sure().isEmpty()) {
      return false;
    }
    WireExchange.Response shown = redacted.exchange().response();
    Exchange.Response response = read.response();
    boolean isSeen =
        redacted.isSame()
            && redacted.known() == known()
            && isTyped(read.request().body(), redacted.exchange().request().headers())
            && (response == null || shown == null || isTyped(response.body(), shown.headers()));
    return isSeen
        || (BodyText.of(read.request().body()).isClear(secrets)
            && (response == null || BodyText.of(response.body()).isClear(secrets)));
  }

  private static boolean isTyped(@Nullable Body body, Headers headers) {
    return body == null || Objects.equals(body.mediaType(), headers.first("Content-Type"));
  }

  /** How many secrets were seen so far. */
  public long known() {
    return secrets.count();
  }

  private WireExchange.Response response(WireExchange.Response response, BodyText body)
      throws RedactionException {
    byte[] masked = body.masked(secrets);
    Pieces pieces = response.pieces();
    if (masked.length != response.body().length || (body.isUndone() && masked != response.body())) {
      int last = pieces.count() - 1;
      pieces = Pieces.one(last < 0 ? 0 : pieces.micros(last), masked.length);
    }
    return new WireExchange.Response(
        response.status(), headers(Harmless.ANSWER, response.headers()), masked, pieces);
  }

  private String known(String text) {
    return masked(text, secrets.marks(view(text)).all());
  }

  private Headers headers(Harmless list, Headers headers) {
    Headers.Builder redacted = new Headers.Builder();
    for (String name : headers.names()) {
      for (String value : headers.all(name)) {
        redacted.add(sure(name), header(list, name, value));
      }
    }
    return redacted.build();
  }

  private String header(Harmless list, String name, String value) {
    if (!list.contains(name)) {
      if (name.equalsIgnoreCase("Cookie")) {
        return known(cookies(value));
      }
      boolean isSecret = SecretNames.Scope.HEADER.isSecret(name);
      return known(isSecret ? HeadMask.ofCredential(value) : HeadMask.of(value, this::isKept));
    }
    // What a body is read by: only what looks like a secret is none of it.
    return name.toLowerCase(Locale.ROOT).startsWith("content-") ? typed(value) : known(value);
  }

  // Of a cookie that a contract names the name stays, so that it is known to have been sent.
  private String cookies(String value) {
    List<String> pairs = new ArrayList<>();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      pairs.add(
          words.contains(name)
              ? name + "=" + HeadMask.of(pair.substring(equals + 1), this::isKept)
              : Secrets.MASK);
    }
    return String.join("; ", pairs);
  }

  // The media type as it is, and its parameters without secrets.
  private String typed(String value) {
    int semicolon = value.indexOf(';');
    String type = semicolon < 0 ? value : value.substring(0, semicolon);
    return sure(type) + (semicolon < 0 ? "" : known(value.substring(semicolon)));
  }

  private String url(String url) {
    Address address = Address.parse(url);
    List<Address.Pair> query = new ArrayList<>();
    for (Address.Pair pair : address.query()) {
      query.add(Harmless.isHarmless(pair) ? pair : masked(pair));
    }
    String head = sure(address.scheme() + address.host());
    return head + known(new Address("", "", "", address.path(), query).toString());
  }

  private Address.Pair masked(Address.Pair pair) {
    boolean isSecret = pair.name().isEmpty() || SecretNames.Scope.URL.isSecret(pair.name());
    Predicate<String> isKept = value -> !isSecret && isKept(Credentials.decoded(value));
    return new Address.Pair(
        name(pair.name()), pair.equals(), HeadMask.of(pair.value(), isKept).replace(' ', '+'));
  }

  // Small numbers, and what contracts list: else a recording would not be judged as the exchange.
  private boolean isKept(String value) {
    return SMALL_NUMBER.matcher(value).matches()
        || (!value.isEmpty() && LIST.splitAsStream(value).allMatch(words::contains));
  }

  // Without what looks like a secret; whatever else was one may be a common word here.
  private String sure(String text) {
    return masked(text, secrets.marks(view(text)).sure());
  }

  private static TextView view(String text) {
    return TextView.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String masked(String text, BitSet marks) {
    if (marks.isEmpty()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int start = marks.nextSetBit(0); start >= 0; ) {
      int end = marks.nextClearBit(start);
      for (int i = start; i < end; i++) {
        bytes[i] = (byte) Secrets.MASK.charAt((i - start) % Secrets.MASK.length());
      }
      start = marks.nextSetBit(end);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // What stands in the place of a name may be a secret, if it does not look like a name.
  private static String name(String name) {
    return name.isEmpty() || NAME.matcher(name).matches() ? name : Secrets.MASK;
  }
}
