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
  // Whether each byte may stand behind the beginning.
  private final boolean[] known = new boolean[BYTES];

  private PlainUri(String beginning, String between) {
    this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
    for (char next = 0; next < ASCII; next++) {
      known[next] = Character.isLetterOrDigit(next) || between.indexOf(next) >= 0;
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
    boolean all = true;
    for (int at = from; at < stop; at++) {
      all &= known[bytes[at] & 0xFF];
    }
    return all;
  }
}
