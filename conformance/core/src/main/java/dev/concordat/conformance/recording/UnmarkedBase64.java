package dev.concordat.conformance.recording;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 that does not say so: older versions of Charles write the bodies of requests in it. */
final class UnmarkedBase64 {
  private UnmarkedBase64() {}

  /**
   * The bytes that a text stands for, or null where it stands for itself. Base64 of a JSON object
   * or array is no JSON; where the size that was sent is known, it is that of the bytes.
   *
   * @param size how many bytes were sent; 0 or less where that is not known
   */
  static byte @Nullable [] decode(byte[] text, long size) {
    // Base64 of '{' begins with e, that of '[' with W, and that of white space before them alike.
    if (text.length % 4 != 0 || size == text.length || "eWICD".indexOf(text[0]) < 0) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      boolean isOfSize = size <= 0 || size == bytes.length;
      return isOfSize && startsLikeJson(bytes) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean startsLikeJson(byte[] bytes) {
    for (byte next : bytes) {
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next == '{' || next == '[';
      }
    }
    return false;
  }
}
