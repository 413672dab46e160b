package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the secrets of exchanges: where credentials stand, behind their names, by their form. */
final class Learner {
  private static final int AROUND = 1024;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;]+");

  private final Secrets secrets;

  Learner(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Takes the secrets of a request's head. */
  void learn(String url, Headers headers) throws RedactionException {
    Address address = Address.parse(url);
    if (!address.userInfo().isEmpty()) {
      both(address.userInfo());
      for (String part : address.userInfo().split(":", 2)) {
        both(part);
      }
    }
    for (Address.Pair pair : address.query()) {
      if (Harmless.isHarmless(pair)) {
        continue;
      }
      if (pair.name().isEmpty() || SecretNames.Scope.URL.isSecret(pair.name())) {
        both(pair.value());
      } else {
        secrets.addIfLikely(pair.value());
        secrets.addIfLikely(Credentials.decoded(pair.value()));
      }
      secrets.addIfLikely(Credentials.decoded(pair.name()));
    }
    learn(url);
    learn(Harmless.REQUEST, headers, address.host() + address.path());
  }

  /** Takes the secrets of an answer's head. */
  void learnAnswer(Headers headers) throws RedactionException {
    learn(Harmless.ANSWER, headers, "");
  }

  void learn(BodyText body) throws RedactionException {
    for (String value : body.values()) {
      secrets.add(value);
    }
  }

  /** Takes what in a text is named or known by its form. */
  void learn(String text) throws RedactionException {
    Set<String> found = new LinkedHashSet<>();
    TextView whole = TextView.of(text.getBytes(StandardCharsets.UTF_8));
    Escapes.visit(whole, AROUND, view -> found.addAll(NamedInText.of(view)));
    for (String value : found) {
      secrets.add(value);
    }
  }

  private void learn(Harmless list, Headers headers, String known) throws RedactionException {
    for (String name : headers.names()) {
      boolean isSecret = SecretNames.Scope.HEADER.isSecret(name) && !list.contains(name);
      for (String value : headers.all(name)) {
        learn(value);
        parameters(value);
        if (isSecret) {
          for (String secret : Credentials.of(name, value)) {
            secrets.add(secret);
          }
        } else if (list == Harmless.REQUEST && !list.contains(name)) {
          for (String word : Credentials.of(name, value)) {
            // A header that repeats the address says nothing secret.
            if (!known.contains(word)) {
              secrets.addIfLikely(word);
            }
          }
        }
      }
    }
  }

  // Of a media type, and of a protocol of web sockets, which have a key behind its name and a dot.
  private void parameters(String value) throws RedactionException {
    for (String word : BETWEEN_WORDS.split(value, -1)) {
      int equals = word.indexOf('=');
      if (equals > 0 && SecretNames.Scope.URL.isSecret(word.substring(0, equals))) {
        secrets.add(word.substring(equals + 1).replace("\"", ""));
      }
      int dot = word.indexOf('.');
      if (dot > 0
          && SecretNames.Scope.TEXT.isSecret(word.substring(0, dot).toLowerCase(Locale.ROOT))) {
        secrets.add(word.substring(dot + 1));
      }
    }
  }

  private void both(String value) throws RedactionException {
    secrets.add(value);
    secrets.add(Credentials.decoded(value));
  }
}
