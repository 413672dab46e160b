package dev.concordat.conformance.server.emulator.reply;

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
public record ReplyPieces(int count, Supplier<Stream<byte[]>> made) implements Iterable<byte[]> {
  public static ReplyPieces of(List<byte[]> pieces) {
    List<byte[]> copy = List.copyOf(pieces);
    return new ReplyPieces(copy.size(), copy::stream);
  }

  /** So many of them, from the first. */
  public ReplyPieces first(int most) {
    return new ReplyPieces(Math.min(most, count), () -> made.get().limit(most));
  }

  /** Those behind so many. */
  public ReplyPieces behind(int skipped) {
    return new ReplyPieces(Math.max(count - skipped, 0), () -> made.get().skip(skipped));
  }

  /** These, and others behind them. */
  public ReplyPieces and(ReplyPieces others) {
    return new ReplyPieces(
        count + others.count, () -> Stream.concat(made.get(), others.made.get()));
  }

  public ReplyPieces and(byte[] last) {
    return and(of(List.of(last)));
  }

  /** A piece in parts of so many bytes, the last of what is left. */
  public static Iterator<byte[]> parts(byte[] piece, int size) {
    return IntStream.iterate(0, at -> at < piece.length, at -> at + size)
        .mapToObj(at -> Arrays.copyOfRange(piece, at, Math.min(at + size, piece.length)))
        .iterator();
  }

  @Override
  public Iterator<byte[]> iterator() {
    return made.get().iterator();
  }

  /** How many bytes they are together. */
  public long length() {
    return made.get().mapToLong(piece -> piece.length).sum();
  }
}
