package dev.concordat.conformance.redaction;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that say that their value is a secret. Each name is looked at once. */
final class SecretNames {
  private static final int MAX_KNOWN = 10_000;
  private static final int MAX_NAME = 200;
  // Before a capital letter behind a small one, and around what is neither letter nor digit.
  private static final Pattern WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** Where a name says so; a name that does in prose does everywhere. */
  enum Scope {
    /** Before a colon or an equals sign in a text. */
    TEXT,
    /** A member of JSON or a field of a form. */
    MEMBER,
    /** A parameter of a query. */
    URL,
    HEADER,
    /** What reports show of texts. */
    SHOWN,
    /** What reports show of numbers. */
    NUMBER;

    /** Whether the value of what has this name, and stands there, is a secret. */
    boolean isSecret(String name) {
      return SecretCatalogue.shipped().names().has(this, name);
    }
  }

  private static final Map<String, Set<Scope>> SCOPES =
      Map.of(
          "text", EnumSet.of(Scope.TEXT, Scope.MEMBER, Scope.URL, Scope.HEADER, Scope.SHOWN),
          "member", EnumSet.of(Scope.MEMBER, Scope.URL, Scope.HEADER, Scope.SHOWN),
          "url", EnumSet.of(Scope.URL, Scope.HEADER),
          "header", EnumSet.of(Scope.HEADER),
          "shown", EnumSet.of(Scope.SHOWN),
          "number", EnumSet.of(Scope.SHOWN, Scope.NUMBER));

  private final Map<String, Set<Scope>> parts = new HashMap<>();
  private final Map<String, Set<Scope>> ends = new HashMap<>();
  private final Map<String, Set<Scope>> whole = new HashMap<>();
  private final Map<String, Set<Scope>> lastWords = new HashMap<>();
  private final Map<String, Set<Scope>> anyWords = new HashMap<>();
  private final Set<String> innocent;
  private final Map<String, Set<Scope>> known = new ConcurrentHashMap<>();

  /**
   * Takes the names.
   *
   * @param rows of each the name, with a star for any beginning or end or an underscore before or
   *     around a word, and its scope
   */
  SecretNames(List<String[]> rows, List<String[]> innocent) {
    this.innocent = innocent.stream().map(row -> row[0]).collect(Collectors.toSet());
    for (String[] row : rows) {
      Set<Scope> scopes = SCOPES.get(row[1]);
      if (scopes == null) {
        throw new IllegalStateException("no scope of names: " + row[1]);
      }
      of(row[0])
          .computeIfAbsent(row[0].replaceAll("[*_]", ""), absent -> EnumSet.noneOf(Scope.class))
          .addAll(scopes);
    }
  }

  private Map<String, Set<Scope>> of(String name) {
    if (name.startsWith("*")) {
      return name.endsWith("*") ? parts : ends;
    }
    if (name.startsWith("_")) {
      return name.endsWith("_") ? anyWords : lastWords;
    }
    return whole;
  }

  /** Whether the value of what has this name, and stands there, is a secret. */
  boolean has(Scope scope, String name) {
    String end = name.length() > MAX_NAME ? name.substring(name.length() - MAX_NAME) : name;
    Set<Scope> scopes = known.get(end);
    if (scopes == null) {
      scopes = scopes(end);
      if (known.size() < MAX_KNOWN) {
        known.put(end, scopes);
      }
    }
    return scopes.contains(scope);
  }

  private Set<Scope> scopes(String name) {
    String plain = plain(name);
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(whole.getOrDefault(plain, Set.of()));
    ends.forEach((end, more) -> scopes.addAll(plain.endsWith(end) ? more : Set.of()));
    parts.forEach((part, more) -> scopes.addAll(plain.contains(part) ? more : Set.of()));
    List<String> words =
        Arrays.stream(WORDS.split(name, -1))
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
    words.forEach(word -> scopes.addAll(anyWords.getOrDefault(word, Set.of())));
    if (words.size() > 1) {
      scopes.addAll(lastWords.getOrDefault(words.get(words.size() - 1), Set.of()));
    }
    if (innocent.stream().anyMatch(plain::endsWith)) {
      scopes.retainAll(EnumSet.of(Scope.HEADER));
    }
    return scopes;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char next = name.charAt(i);
      if ((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9')) {
        plain.append(next);
      } else if (next >= 'A' && next <= 'Z') {
        plain.append((char) (next + 32));
      }
    }
    return plain.toString();
  }
}
