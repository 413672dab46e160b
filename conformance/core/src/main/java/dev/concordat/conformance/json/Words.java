package dev.concordat.conformance.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Names that texts have in common, each made once. It forgets one for another, so that it stays as
 * small as it is. Threads may share one.
 */
public final class Words {
  private static final int SLOTS = 1 << 10;
  private static final int MAX_LENGTH = 200;

  private final AtomicReferenceArray<Word> words = new AtomicReferenceArray<>(SLOTS);

  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  private record Word(byte[] bytes, String text) {}

  /** The scanner's last name or text. */
  public String of(JsonScanner scanner) {
    if (scanner.isEscaped() || scanner.length() > MAX_LENGTH) {
      return scanner.string();
    }
    int hash = scanner.hash();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Word word = words.getPlain(slot);
    if (word == null || !scanner.is(word.bytes)) {
      String text = scanner.string();
      word = new Word(text.getBytes(StandardCharsets.UTF_8), text);
      words.setPlain(slot, word);
    }
    return word.text;
  }
}
