package dev.concordat.conformance.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Text in UTF-16 or UTF-32, in which some shells and programs write what they are given. HAR is in
 * UTF-8 alone (HAR 1.2, 1).
 */
final class WideText {
  /** How many bytes tell. */
  static final int START = 4;

  private WideText() {}

  /**
   * Refuses what begins so.
   *
   * @throws IOException where it is in one of them, and what to do
   */
  static void refuse(byte[] start) throws IOException {
    String charset = charset(start);
    if (charset != null) {
      throw new IOException(
          "it is in %s; save it in UTF-8, such as with iconv -f %s -t UTF-8"
              .formatted(charset, charset));
    }
  }

  // By its byte order mark; else by the zeros around characters of ASCII, with which JSON begins
  // (RFC 4627, 3).
  private static @Nullable String charset(byte[] start) {
    if (begins(start, 0xFF, 0xFE, 0, 0) || begins(start, 0, 0, 0xFE, 0xFF)) {
      return "UTF-32";
    }
    if (begins(start, 0xFF, 0xFE) || begins(start, 0xFE, 0xFF)) {
      return "UTF-16";
    }
    if (start.length < START || (start[0] == 0) == (start[1] == 0)) {
      return begins(start, 0, 0, 0) ? "UTF-32BE" : null;
    }
    if (start[0] == 0) {
      return "UTF-16BE";
    }
    return start[2] == 0 && start[3] == 0 ? "UTF-32LE" : "UTF-16LE";
  }

  private static boolean begins(byte[] start, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= start.length || (start[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
