package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Mask;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The secrets that were seen. Threads may share one. */
final class Secrets {
  /** What stands in the place of a secret, over and over where it is longer. */
  static final String MASK = Mask.OWN;

  private static final long MAX_BYTES = 16 << 20;

  // What has JSON in it is taken to pieces, else its punctuation would be a secret.
  private static final Pattern JSON =
      Pattern.compile("\\s*[\\[{\"].*|.*\"\\s*[:,]\\s*\".*|.*[\\[{,:]\\s*\".*", Pattern.DOTALL);
  private static final Pattern JSON_PUNCTUATION = Pattern.compile("[\\s\"{}\\[\\],:]+");

  private final Set<String> words;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private long size;
  private final SecretSearch search;
  private volatile boolean hasBrace;

  /**
   * None so far.
   *
   * @param words what is no secret, wherever it stands, besides the words of the catalogue
   * @param isMany whether they will be those of many exchanges
   */
  Secrets(Set<String> words, boolean isMany) {
    this.words = words;
    this.search = new SecretSearch(isMany);
  }

  /** Takes a value of which nothing says what it is, if it looks like a secret. */
  void addIfLikely(String value) throws RedactionException {
    if (JSON.matcher(value).matches()) {
      addPieces(value);
    } else if (Looks.isSecret(value.strip())) {
      add(value);
    }
  }

  private void addPieces(String value) throws RedactionException {
    for (String piece : JSON_PUNCTUATION.split(value, -1)) {
      addIfLikely(piece);
    }
  }

  /**
   * Takes a value for a secret, as its place says that it is one, unless it is too short to be told
   * from other text.
   */
  void add(String value) throws RedactionException {
    String secret = value.strip();
    if (JSON.matcher(secret).matches()) {
      addPieces(secret);
      return;
    }
    if (secret.length() < SecretIndex.MIN
        || words.contains(secret)
        || SecretCatalogue.shipped().isWord(secret)
        || isMask(secret)
        || isTime(secret)
        || known.contains(secret)) {
      return;
    }
    synchronized (known) {
      if (!known.contains(secret)) {
        index(secret);
        // Whoever sees that it is known finds it.
        known.add(secret);
      }
    }
  }

  private void index(String secret) throws RedactionException {
    size += secret.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw new RedactionException(
          "more secrets were seen than can be told apart; start a new recording");
    }
    boolean isSure = Looks.isSecret(secret) || SecretCatalogue.shipped().forms().isIn(secret);
    search.add(secret, isSure);
    hasBrace |= secret.indexOf('}') >= 0;
  }

  /** How many there are. */
  long count() {
    return known.size();
  }

  /** Whether one has a brace in it that ends an object elsewhere. */
  boolean haveBrace() {
    return hasBrace;
  }

  /** Whether it knows what contracts say. */
  boolean knowsWords() {
    return !words.isEmpty();
  }

  /** How many characters of a secret a text ends with that was cut short; 0 where it does not. */
  int endsCut(String text) {
    int longest = 0;
    for (String secret : known) {
      for (int length = Math.min(secret.length(), text.length()); length > longest; length--) {
        if (text.regionMatches(true, text.length() - length, secret, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }

  /** What of a text is part of a secret, escaped, encoded or not. */
  SecretSearch.Marks marks(TextView text) {
    SecretSearch.Marks marks = new SecretSearch.Marks();
    if (!known.isEmpty()) {
      Escapes.visit(text, search.around(), view -> search.mark(view, marks));
    }
    return marks;
  }

  SecretSearch search() {
    return search;
  }

  private static boolean isMask(String text) {
    return MASK.repeat(text.length() / MASK.length() + 2).contains(text)
        || text.chars().allMatch(next -> next == '1');
  }

  /** Whether a text is a time, which is no secret wherever it stands. */
  static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
