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
import java.util.concurrent.atomic.AtomicLong;

/**
 * The secrets that were seen, and where they stand in a text: as they are, in either case, in hex,
 * or in base64 of both alphabets at any of its three alignments. Threads may share one.
 */
final class Secrets {
  /** What stands in the place of a secret, over and over where it is longer. */
  static final String MASK = "WITHHELD";

  private static final int MIN_AROUND = 256;
  private static final long MAX_BYTES = 16 << 20;

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AtomicLong size = new AtomicLong();
  private final AtomicInteger longest = new AtomicInteger();
  private final SecretIndex folded = new SecretIndex();
  private final SecretIndex encoded = new SecretIndex();

  /** Takes a value for a secret, unless it is too short to be told from other text. */
  void add(String value) throws RedactionException {
    String secret = value.strip();
    if (secret.length() < SecretIndex.MIN
        || SecretCatalogue.shipped().isWord(secret)
        || isMask(secret)
        || isTime(secret)
        || !known.add(secret)) {
      return;
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (size.addAndGet(bytes.length) > MAX_BYTES) {
      throw new RedactionException(
          "more secrets were seen than can be told apart; start a new recording");
    }
    addBytes(bytes);
    if (bytes.length != secret.length() && isLatin(secret)) {
      addBytes(secret.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void addBytes(byte[] secret) {
    // In hex it is twice as long, and in base64 in lines no longer than that.
    longest.accumulateAndGet(2 * secret.length + 16, Math::max);
    folded.add(fold(secret));
    folded.add(hex(secret));
    for (int alignment = 0; alignment < 3; alignment++) {
      encoded.add(base64(secret, alignment));
    }
  }

  /** Marks what of a text is part of a secret, escaped or not. */
  void markAll(TextView text, BitSet marks) {
    Escapes.visit(text, Math.max(MIN_AROUND, longest.get()), view -> mark(view, marks));
  }

  private void mark(TextView view, BitSet marks) {
    byte[] bytes = view.bytes();
    long foldedEnd = 0;
    long encodedEnd = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte next = bytes[i];
      foldedEnd = foldedEnd << 8 | (fold(next) & 0xFF);
      if (folded.mayEndIn(foldedEnd)) {
        for (byte[] text : folded.endingIn(foldedEnd)) {
          markFolded(view, text, i, marks);
        }
      }
      if (!isSpace(next)) {
        encodedEnd = encodedEnd << 8 | (standard(next) & 0xFF);
        if (encoded.mayEndIn(encodedEnd)) {
          for (byte[] text : encoded.endingIn(encodedEnd)) {
            markEncoded(view, text, i, marks);
          }
        }
      }
    }
  }

  private static void markFolded(TextView view, byte[] text, int last, BitSet marks) {
    int start = last - text.length + 1;
    if (start < 0) {
      return;
    }
    for (int i = 0; i < text.length; i++) {
      if (fold(view.byteAt(start + i)) != text[i]) {
        return;
      }
    }
    view.mark(start, last + 1, marks);
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

  private static byte[] fold(byte[] text) {
    byte[] folded = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      folded[i] = fold(text[i]);
    }
    return folded;
  }

  private static byte fold(byte next) {
    return next >= 'A' && next <= 'Z' ? (byte) (next + 32) : next;
  }

  private static byte standard(byte next) {
    return next == '-' ? (byte) '+' : next == '_' ? (byte) '/' : next;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static boolean isLatin(String text) {
    return text.chars().allMatch(c -> c < 256);
  }

  private static boolean isMask(String text) {
    return MASK.repeat(text.length() / MASK.length() + 2).contains(text) || text.matches("1+");
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
