package dev.concordat.conformance.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Names that texts have in common, each made once. It forgets one for another, so that it stays as
 * small as it is. Threads may share one.
 */
public final class SharedNames {
  private static final int SLOTS = 1 << 10;
  private static final int MAX_LENGTH = 200;

  private final AtomicReferenceArray<Word> words = new AtomicReferenceArray<>(SLOTS);

  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  private record Word(byte[] bytes, String text) {}

  /** The text of these bytes, in UTF-8. */
  public String of(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    int hash = JsonBytes.hash(bytes, from, to);
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Word word = words.getPlain(slot);
    if (word == null || !Arrays.equals(word.bytes, 0, word.bytes.length, bytes, from, to)) {
      byte[] own = Arrays.copyOfRange(bytes, from, to);
      word = new Word(own, new String(own, StandardCharsets.UTF_8));
      words.setPlain(slot, word);
    }
    return word.text;
  }
}
