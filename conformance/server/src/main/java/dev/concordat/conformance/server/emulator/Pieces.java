package dev.concordat.conformance.server.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer. */
final class Pieces {
  private Pieces() {}

  /**
   * Of a stream so many events, at most all but the last; of any other body its first half.
   *
   * @param count how many events, or null for half of them
   */
  static List<byte[]> before(Reply reply, @Nullable Integer count) {
    List<byte[]> pieces = reply.pieces();
    if (reply.isStream()) {
      int wanted = count == null ? pieces.size() / 2 : count;
      return pieces.subList(0, Math.min(wanted, Math.max(pieces.size() - 1, 0)));
    }
    long half = reply.length() / 2;
    List<byte[]> left = new ArrayList<>();
    for (byte[] piece : pieces) {
      int taken = (int) Math.min(piece.length, half);
      half -= taken;
      left.add(Arrays.copyOf(piece, taken));
    }
    return left;
  }
}
