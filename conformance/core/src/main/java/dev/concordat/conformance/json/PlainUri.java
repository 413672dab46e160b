package dev.concordat.conformance.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Knows most URIs at a glance (RFC 3986, 3). */
final class PlainUri {
  private static final int BYTES = 1 << Byte.SIZE;
  private static final int ASCII = 128;

  // The first is what an image is sent as.
  private static final List<PlainUri> KINDS =
      List.of(
          new PlainUri("data:", "+/=,;.-"),
          new PlainUri("https://", "/.-_"),
          new PlainUri("http://", "/.-_"));

  private final byte[] beginning;
  // By each byte behind the beginning: 1 where it may stand there, else 0.
  private final byte[] known = new byte[BYTES];

  private PlainUri(String beginning, String between) {
    this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
    for (char next = 0; next < ASCII; next++) {
      boolean isKnown = Character.isLetterOrDigit(next) || between.indexOf(next) >= 0;
      known[next] = (byte) (isKnown ? 1 : 0);
    }
  }

  /** Whether a text is one for certain, however long it is. */
  static boolean is(byte[] bytes, int start, int stop) {
    for (PlainUri kind : KINDS) {
      if (kind.has(bytes, start, stop)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(byte[] bytes, int start, int stop) {
    int from = start + beginning.length;
    if (from >= stop || !Arrays.equals(bytes, start, from, beginning, 0, beginning.length)) {
      return false;
    }
    int all = 1;
    for (int at = from; at < stop; at++) {
      all &= known[bytes[at] & 0xFF];
    }
    return all != 0;
  }
}
