package dev.concordat.conformance.exchange;

import java.util.Arrays;

/**
 * When the pieces of a body arrived and how long each was. Of a body in very many pieces the last
 * ones are told together: {@value #MAX} are told apart.
 */
public final class Pieces {
  /** The most pieces that are told apart. */
  public static final int MAX = 1 << 16;

  private long[] micros = new long[8];
  private int[] sizes = new int[8];
  private int count;

  /** A body that arrived at once. */
  public static Pieces one(long micros, int size) {
    Pieces pieces = new Pieces();
    pieces.add(micros, size);
    return pieces;
  }

  /**
   * Adds the next piece.
   *
   * @param micros when it arrived, in microseconds after the request was sent
   * @param size its length in bytes
   */
  public void add(long micros, int size) {
    if (count == MAX) {
      this.micros[count - 1] = micros;
      sizes[count - 1] += size;
      return;
    }
    if (count == sizes.length) {
      this.micros = Arrays.copyOf(this.micros, count * 2);
      sizes = Arrays.copyOf(sizes, count * 2);
    }
    this.micros[count] = micros;
    sizes[count++] = size;
  }

  /** The length of all of them in bytes. */
  public long length() {
    long length = 0;
    for (int i = 0; i < count; i++) {
      length += sizes[i];
    }
    return length;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** When a piece arrived, in microseconds after the request was sent. */
  public long micros(int piece) {
    return micros[piece];
  }

  /** The length of a piece in bytes. */
  public int size(int piece) {
    return sizes[piece];
  }
}
