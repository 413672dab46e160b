package dev.concordat.conformance.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Texts by their last eight bytes, so that any number of them is found in one pass. Ends tell
 * tokens apart better than beginnings, which many share. Threads may share one.
 */
final class SecretIndex {
  /** The fewest bytes that a text may have. */
  static final int MIN = 8;

  // Each is held against a text wherever that has the end that they have in common.
  private static final int MAX_ALIKE = 1_000;
  private static final int MANY = 20;
  private static final int FEW = 12;

  private final int shift;
  private final AtomicLongArray filter;

  private final ConcurrentHashMap<Long, List<Text>> texts = new ConcurrentHashMap<>();

  /**
   * A text.
   *
   * @param isSure whether it looks like a secret itself
   */
  @SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
  record Text(byte[] bytes, boolean isSure) {}

  SecretIndex(boolean isMany) {
    int bits = isMany ? MANY : FEW;
    this.shift = Long.SIZE - bits;
    this.filter = new AtomicLongArray((1 << bits) / Long.SIZE);
  }

  /**
   * Takes a text.
   *
   * @throws RedactionException where there are too many with the same end
   */
  void add(byte[] text, boolean isSure) throws RedactionException {
    long end = 0;
    for (int i = text.length - MIN; i < text.length; i++) {
      end = end << 8 | (text[i] & 0xFF);
    }
    List<Text> alike = texts.computeIfAbsent(end, absent -> new CopyOnWriteArrayList<>());
    // The parts of a text that repeats itself are the same.
    if (alike.stream().anyMatch(one -> one.isSure == isSure && Arrays.equals(one.bytes, text))) {
      return;
    }
    if (alike.size() >= MAX_ALIKE) {
      throw new RedactionException(
          "more secrets with the same end were seen than can be told apart");
    }
    alike.add(new Text(text, isSure));
    int bit = bit(end);
    filter.accumulateAndGet(bit >>> 6, 1L << bit, (before, more) -> before | more);
  }

  /** The texts that end in these eight bytes. */
  List<Text> endingIn(long end) {
    int bit = bit(end);
    return (filter.getPlain(bit >>> 6) & (1L << bit)) == 0
        ? List.of()
        : texts.getOrDefault(end, List.of());
  }

  private int bit(long end) {
    return (int) ((end * 0x9E3779B97F4A7C15L) >>> shift);
  }
}
