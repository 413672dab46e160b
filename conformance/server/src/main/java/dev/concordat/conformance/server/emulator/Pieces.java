package dev.concordat.conformance.server.emulator;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pieces that a body is sent in, each made when it is its turn.
 *
 * @param count how many they are
 * @param made makes them, in order
 */
record Pieces(int count, Supplier<Stream<byte[]>> made) implements Iterable<byte[]> {
  static Pieces of(List<byte[]> pieces) {
    List<byte[]> copy = List.copyOf(pieces);
    return new Pieces(copy.size(), copy::stream);
  }

  /** So many of them, from the first. */
  Pieces first(int most) {
    return new Pieces(Math.min(most, count), () -> made.get().limit(most));
  }

  /** Those behind so many. */
  Pieces behind(int skipped) {
    return new Pieces(Math.max(count - skipped, 0), () -> made.get().skip(skipped));
  }

  /** These, and others behind them. */
  Pieces and(Pieces others) {
    return new Pieces(count + others.count, () -> Stream.concat(made.get(), others.made.get()));
  }

  Pieces and(byte[] last) {
    return and(of(List.of(last)));
  }

  /** A piece in parts of so many bytes, the last of what is left. */
  static Iterator<byte[]> parts(byte[] piece, int size) {
    return IntStream.iterate(0, at -> at < piece.length, at -> at + size)
        .mapToObj(at -> Arrays.copyOfRange(piece, at, Math.min(at + size, piece.length)))
        .iterator();
  }

  @Override
  public Iterator<byte[]> iterator() {
    return made.get().iterator();
  }

  /** How many bytes they are together. */
  long length() {
    return made.get().mapToLong(piece -> piece.length).sum();
  }
}
