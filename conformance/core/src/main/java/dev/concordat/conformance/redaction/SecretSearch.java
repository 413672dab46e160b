package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds where secrets stand in a text: as they are, in either case, in hex, or in base64 of both
 * alphabets at any of its three alignments. Threads may share one.
 */
final class SecretSearch {
  private static final int MIN_AROUND = 256;
  // Parts overlap, as an encoding of one leaves out what depends on what stands around it.
  private static final int PART = 1_024;
  private static final int STEP = PART - SecretIndex.MIN;
  private static final byte[] SPACES = {' ', '\n', '\r', '\t'};

  private final SecretIndex folded;
  private final SecretIndex encoded;
  private final PairFilter ends = new PairFilter();
  private final AtomicInteger longest = new AtomicInteger();

  /**
   * One for none so far.
   *
   * @param isMany whether they will be those of many exchanges
   */
  SecretSearch(boolean isMany) {
    this.folded = new SecretIndex(isMany);
    this.encoded = new SecretIndex(isMany);
  }

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
   * Takes a secret to look for.
   *
   * @param isSure whether it looks like one itself
   * @throws RedactionException where there are too many that end alike
   */
  void add(String secret, boolean isSure) throws RedactionException {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
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
    addFolded(fold(secret), isSure);
    addFolded(hex(secret), true);
    for (int alignment = 0; alignment < 3; alignment++) {
      addEncoded(base64(secret, alignment));
    }
  }

  private void addFolded(byte[] text, boolean isSure) throws RedactionException {
    folded.add(text, isSure);
    for (byte before : eitherCase(text[text.length - 2])) {
      for (byte last : eitherCase(text[text.length - 1])) {
        ends.add(before, last);
      }
    }
  }

  private void addEncoded(byte[] text) throws RedactionException {
    encoded.add(text, true);
    for (byte last : eitherAlphabet(text[text.length - 1])) {
      for (byte before : eitherAlphabet(text[text.length - 2])) {
        ends.add(before, last);
      }
      for (byte space : SPACES) {
        ends.add(space, last);
      }
    }
  }

  private static byte[] eitherCase(byte letter) {
    return letter >= 'a' && letter <= 'z'
        ? new byte[] {letter, (byte) (letter - 32)}
        : new byte[] {letter};
  }

  private static byte[] eitherAlphabet(byte letter) {
    return letter == '+'
        ? new byte[] {letter, '-'}
        : letter == '/' ? new byte[] {letter, '_'} : new byte[] {letter};
  }

  /** How much of what is around an escape has to be looked at, in bytes. */
  int around() {
    return Math.max(MIN_AROUND, longest.get());
  }

  /** Marks what of a text is part of a secret as it stands there, or encoded. */
  void mark(TextView view, Marks marks) {
    byte[] bytes = view.bytes();
    for (int last = SecretIndex.MIN - 1; last < bytes.length; last++) {
      if (ends.has(bytes[last - 1], bytes[last])) {
        markEnding(view, last, marks);
      }
    }
  }

  private void markEnding(TextView view, int last, Marks marks) {
    for (SecretIndex.Text text : folded.endingIn(foldedEnd(view, last))) {
      markFolded(view, text.bytes(), last, text.isSure() ? marks.sure() : marks.weak());
    }
    if (!isSpace(view.byteAt(last))) {
      for (SecretIndex.Text text : encoded.endingIn(encodedEnd(view, last))) {
        markEncoded(view, text.bytes(), last, marks.sure());
      }
    }
  }

  private static long foldedEnd(TextView view, int last) {
    long end = 0;
    for (int at = last - SecretIndex.MIN + 1; at <= last; at++) {
      end = end << 8 | (fold(view.byteAt(at)) & 0xFF);
    }
    return end;
  }

  private static long encodedEnd(TextView view, int last) {
    long end = 0;
    int shift = 0;
    for (int at = last; at >= 0 && shift < Long.SIZE; at--) {
      byte letter = view.byteAt(at);
      if (!isSpace(letter)) {
        end |= (long) (standard(letter) & 0xFF) << shift;
        shift += 8;
      }
    }
    return end;
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
}
