package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that were seen, and where they stand in a text: as they are, in either case, in hex,
 * or in base64 of both alphabets at any of its three alignments. Threads may share one.
 */
final class Secrets {
  /** What stands in the place of a secret, over and over where it is longer. */
  static final String MASK = "WITHHELD";

  private static final int MIN_AROUND = 256;
  // Parts overlap, as an encoding of one leaves out what depends on what stands around it.
  private static final int PART = 1_024;
  private static final int STEP = PART - SecretIndex.MIN;
  private static final long MAX_BYTES = 16 << 20;

  // What has JSON in it is taken to pieces, else its punctuation would be a secret.
  private static final Pattern JSON =
      Pattern.compile("\\s*[\\[{\"].*|.*\"\\s*[:,]\\s*\".*|.*[\\[{,:]\\s*\".*", Pattern.DOTALL);
  private static final Pattern JSON_PUNCTUATION = Pattern.compile("[\\s\"{}\\[\\],:]+");

  private final Set<String> words;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private long size;
  private final AtomicInteger longest = new AtomicInteger();
  private final SecretIndex folded;
  private final SecretIndex encoded;

  /** What was marked of a text: what looks like a secret, and what only its place says is one. */
  record Marks(BitSet sure, BitSet weak) {
    Marks() {
      this(new BitSet(), new BitSet());
    }

    BitSet all() {
      BitSet all = (BitSet) sure.clone();
      all.or(weak);
      return all;
    }
  }

  /**
   * None so far.
   *
   * @param words what is no secret, wherever it stands, besides the words of the catalogue
   * @param isMany whether they will be those of many exchanges
   */
  Secrets(Set<String> words, boolean isMany) {
    this.words = words;
    this.folded = new SecretIndex(isMany);
    this.encoded = new SecretIndex(isMany);
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
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new RedactionException(
          "more secrets were seen than can be told apart; start a new recording");
    }
    boolean isSure = Looks.isSecret(secret) || SecretCatalogue.shipped().forms().isIn(secret);
    addBytes(bytes, isSure);
    if (bytes.length != secret.length() && isLatin(secret)) {
      addBytes(secret.getBytes(StandardCharsets.ISO_8859_1), isSure);
    }
  }

  // A long one is found by its parts, so that a text is nowhere held against more than such a part.
  private void addBytes(byte[] secret, boolean isSure) throws RedactionException {
    for (int end = Math.min(PART, secret.length); ; end = Math.min(end + STEP, secret.length)) {
      addPart(Arrays.copyOfRange(secret, Math.max(end - PART, 0), end), isSure);
      if (end == secret.length) {
        return;
      }
    }
  }

  private void addPart(byte[] secret, boolean isSure) throws RedactionException {
    // In hex it is twice as long, and in base64 in lines no longer than that.
    longest.accumulateAndGet(2 * secret.length + 16, Math::max);
    folded.add(fold(secret), isSure);
    folded.add(hex(secret), true);
    for (int alignment = 0; alignment < 3; alignment++) {
      encoded.add(base64(secret, alignment), true);
    }
  }

  /** How many there are. */
  long count() {
    return known.size();
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
  Marks marks(TextView text) {
    Marks marks = new Marks();
    markAll(text, marks);
    return marks;
  }

  void markAll(TextView text, Marks marks) {
    if (!known.isEmpty()) {
      Escapes.visit(text, Math.max(MIN_AROUND, longest.get()), view -> mark(view, marks));
    }
  }

  private void mark(TextView view, Marks marks) {
    byte[] bytes = view.bytes();
    byte @Nullable [] foldedView = null;
    long foldedEnd = 0;
    long encodedEnd = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte next = bytes[i];
      foldedEnd = foldedEnd << 8 | (fold(next) & 0xFF);
      if (folded.mayEndIn(foldedEnd)) {
        for (SecretIndex.Text text : folded.endingIn(foldedEnd)) {
          foldedView = foldedView == null ? fold(bytes) : foldedView;
          markFolded(
              view, foldedView, text.bytes(), i, text.isSure() ? marks.sure() : marks.weak());
        }
      }
      if (!isSpace(next)) {
        encodedEnd = encodedEnd << 8 | (standard(next) & 0xFF);
        if (encoded.mayEndIn(encodedEnd)) {
          for (SecretIndex.Text text : encoded.endingIn(encodedEnd)) {
            markEncoded(view, text.bytes(), i, marks.sure());
          }
        }
      }
    }
  }

  private static void markFolded(
      TextView view, byte[] foldedView, byte[] text, int last, BitSet marks) {
    int start = last - text.length + 1;
    if (start >= 0 && Arrays.equals(text, 0, text.length, foldedView, start, last + 1)) {
      view.mark(start, last + 1, marks);
    }
  }

  // Base64 may have line ends in it.
  private static void markEncoded(TextView view, byte[] text, int last, BitSet marks) {
    int at = last;
    for (int i = text.length - 1; i >= 0; i--) {
      while (at >= 0 && isSpace(view.byteAt(at))) {
        at--;
      }
      if (at < 0 || standard(view.byteAt(at)) != text[i]) {
        return;
      }
      at--;
    }
    for (int i = at + 1; i <= last; i++) {
      if (!isSpace(view.byteAt(i))) {
        view.mark(i, i + 1, marks);
      }
    }
  }

  // The characters that do not depend on what stands before and behind.
  private static byte[] base64(byte[] secret, int alignment) {
    byte[] shifted = new byte[alignment + secret.length];
    System.arraycopy(secret, 0, shifted, alignment, secret.length);
    byte[] all = Base64.getEncoder().withoutPadding().encode(shifted);
    int start = alignment == 0 ? 0 : alignment + 1;
    return Arrays.copyOfRange(all, start, shifted.length * 8 / 6);
  }

  private static byte[] hex(byte[] secret) {
    byte[] hex = new byte[secret.length * 2];
    for (int i = 0; i < secret.length; i++) {
      hex[2 * i] = (byte) Character.forDigit((secret[i] >> 4) & 0xF, 16);
      hex[2 * i + 1] = (byte) Character.forDigit(secret[i] & 0xF, 16);
    }
    return hex;
  }

  /** A text of which letters are small. */
  static byte[] fold(byte[] text) {
    byte[] folded = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      folded[i] = fold(text[i]);
    }
    return folded;
  }

  static byte fold(byte next) {
    return next >= 'A' && next <= 'Z' ? (byte) (next + 32) : next;
  }

  private static byte standard(byte next) {
    return next == '-' ? (byte) '+' : next == '_' ? (byte) '/' : next;
  }

  static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static boolean isLatin(String text) {
    return text.chars().allMatch(c -> c < 256);
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
