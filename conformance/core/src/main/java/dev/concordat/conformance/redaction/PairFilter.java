package dev.concordat.conformance.redaction;

/**
 * The pairs of bytes in which something ends: few enough to be looked up at every byte of a text.
 * Threads may share one.
 */
final class PairFilter {
  private final long[] pairs = new long[(1 << 16) / Long.SIZE];

  void add(byte before, byte last) {
    int pair = pair(before, last);
    pairs[pair >>> 6] |= 1L << pair;
  }

  boolean has(byte before, byte last) {
    int pair = pair(before, last);
    return (pairs[pair >>> 6] & (1L << pair)) != 0;
  }

  private static int pair(byte before, byte last) {
    return (before & 0xFF) << 8 | (last & 0xFF);
  }
}
