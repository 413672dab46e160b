package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Takes secrets out of exchanges. Only headers and query parameters that are known to be harmless
 * keep their value. What was a credential in any exchange so far is masked wherever else it stands,
 * escaped, encoded or split too, if it has at least eight characters. Threads may share one.
 */
public final class Redaction {
  private final Secrets secrets = new Secrets();

  /**
   * Takes the secrets of a request's head, so that they are known before the exchange is over.
   *
   * @throws RedactionException where there are more than can be told apart
   */
  public void learn(String url, Headers headers) throws RedactionException {
    Address address = Address.parse(url);
    if (!address.userInfo().isEmpty()) {
      both(address.userInfo());
      for (String part : address.userInfo().split(":", 2)) {
        both(part);
      }
    }
    for (Address.Pair pair : address.query()) {
      if (!isHarmless(pair)) {
        both(pair.value());
      }
    }
    byte[] path = Credentials.decoded(address.path()).getBytes(StandardCharsets.UTF_8);
    for (String key : NamedInText.of(TextView.of(path))) {
      secrets.add(key);
    }
    learn(Harmless.REQUEST, headers, address.host() + address.path());
  }

  /**
   * An exchange without its secrets.
   *
   * @throws RedactionException where it cannot be looked through to its end
   */
  public WireExchange redact(WireExchange exchange) throws RedactionException {
    WireExchange.Request request = exchange.request();
    WireExchange.Response response = exchange.response();
    BodyText sent = BodyText.of(request.headers(), request.body());
    BodyText answered = response == null ? null : BodyText.of(response.headers(), response.body());
    learn(request.url(), request.headers());
    learn(sent);
    if (response != null && answered != null) {
      learn(Harmless.ANSWER, response.headers(), "");
      learn(answered);
    }
    return new WireExchange(
        exchange.provider(),
        exchange.started(),
        new WireExchange.Request(
            text(request.method()),
            url(request.url()),
            headers(Harmless.REQUEST, request.headers()),
            sent.masked(secrets)),
        response == null || answered == null ? null : response(response, answered),
        exchange.broken() == null ? null : text(exchange.broken()));
  }

  /** A text, such as a line for a log, without the secrets that were seen so far. */
  public String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BitSet marks = new BitSet();
    secrets.markAll(TextView.of(bytes), marks);
    if (marks.isEmpty()) {
      return text;
    }
    for (int i = marks.nextSetBit(0); i >= 0; i = marks.nextSetBit(i + 1)) {
      bytes[i] = (byte) Secrets.MASK.charAt(i % Secrets.MASK.length());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Looks again for every secret that was seen so far; whether none is there.
   *
   * @param written the bytes that are to be written
   * @param read the exchange that a reader makes of them
   * @throws RedactionException where they cannot be looked through to their end
   */
  public boolean isClear(byte[] written, Exchange read) throws RedactionException {
    BitSet marks = new BitSet();
    secrets.markAll(TextView.of(written), marks);
    marks.or(BodyText.of(read.request().body()).marks(secrets));
    Exchange.Response response = read.response();
    if (response != null) {
      marks.or(BodyText.of(response.body()).marks(secrets));
    }
    return marks.isEmpty();
  }

  private void learn(Harmless list, Headers headers, String known) throws RedactionException {
    for (String name : headers.names()) {
      if (list.contains(name)
          || (list == Harmless.ANSWER && !SecretNames.Scope.HEADER.isSecret(name))) {
        continue;
      }
      for (String value : headers.all(name)) {
        for (String secret : Credentials.of(name, value)) {
          // A header that repeats the address says nothing secret.
          if (SecretNames.Scope.HEADER.isSecret(name) || !known.contains(secret)) {
            secrets.add(secret);
          }
        }
      }
    }
  }

  private void learn(BodyText body) throws RedactionException {
    for (String value : body.values()) {
      secrets.add(value);
    }
  }

  private void both(String value) throws RedactionException {
    secrets.add(value);
    secrets.add(Credentials.decoded(value));
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

  private Headers headers(Harmless list, Headers headers) {
    Headers.Builder redacted = new Headers.Builder();
    for (String name : headers.names()) {
      for (String value : headers.all(name)) {
        redacted.add(text(name), list.contains(name) ? text(value) : text(HeadMask.of(value)));
      }
    }
    return redacted.build();
  }

  private String url(String url) {
    Address address = Address.parse(url);
    List<Address.Pair> query = new ArrayList<>();
    for (Address.Pair pair : address.query()) {
      query.add(
          isHarmless(pair)
              ? pair
              : new Address.Pair(name(pair.name()), HeadMask.of(pair.value()).replace(' ', '+')));
    }
    return text(
        new Address(address.scheme(), "", address.host(), address.path(), query).toString());
  }

  private static boolean isHarmless(Address.Pair pair) {
    String name = Credentials.decoded(pair.name()).toLowerCase(Locale.ROOT);
    return Harmless.QUERY.contains(name);
  }

  // What stands in the place of a name may be a secret, if it does not look like a name.
  private static String name(String name) {
    return name.isEmpty() || name.matches("[A-Za-z][A-Za-z0-9_.\\[\\]-]{0,40}")
        ? name
        : Secrets.MASK;
  }
}
