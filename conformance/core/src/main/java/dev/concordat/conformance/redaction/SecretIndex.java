package dev.concordat.conformance.redaction;

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

  private static final int FILTER_BITS = 1 << 20;

  private final AtomicLongArray filter = new AtomicLongArray(FILTER_BITS / Long.SIZE);
  private final ConcurrentHashMap<Long, List<byte[]>> texts = new ConcurrentHashMap<>();

  void add(byte[] text) {
    long end = 0;
    for (int i = text.length - MIN; i < text.length; i++) {
      end = end << 8 | (text[i] & 0xFF);
    }
    texts.computeIfAbsent(end, absent -> new CopyOnWriteArrayList<>()).add(text);
    int bit = bit(end);
    filter.accumulateAndGet(bit >>> 6, 1L << bit, (bits, more) -> bits | more);
  }

  /** Whether there may be texts that end in these eight bytes. */
  boolean mayEndIn(long end) {
    int bit = bit(end);
    return (filter.getPlain(bit >>> 6) & (1L << bit)) != 0;
  }

  /** The texts that end in these eight bytes. */
  List<byte[]> endingIn(long end) {
    return texts.getOrDefault(end, List.of());
  }

  private static int bit(long end) {
    return (int) ((end * 0x9E3779B97F4A7C15L) >>> 44);
  }
}
