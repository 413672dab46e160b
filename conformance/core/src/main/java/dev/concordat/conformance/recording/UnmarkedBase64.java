package dev.concordat.conformance.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Base64 that does not say so: older versions of Charles write the bodies of requests in it, and
 * what is made of Ruby's cassettes has it in answers.
 */
final class UnmarkedBase64 {
  /**
   * What such a text begins with: base64 of '{' with e, that of '[' with W, that of white space
   * before them with I, C or D, and that of a stream with one of the others.
   */
  static final String FIRST = "eWICDZaOc";

  // The fields of an event stream, and a comment.
  private static final List<String> STREAMS = List.of("data:", "event:", "id:", "retry:", ": ");

  private UnmarkedBase64() {}

  /**
   * The bytes that a text stands for, or null where it stands for itself. Base64 of a JSON object
   * or array, or of an event stream, is neither; where the size that was sent is known, it is that
   * of the bytes.
   *
   * @param text begins with one of {@link #FIRST}
   * @param size how many bytes were sent; 0 or less where that is not known
   */
  static byte @Nullable [] decode(byte[] text, long size) {
    if (size == text.length || !isBase64(text)) {
      return null;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      boolean isOfSize = size <= 0 || size == bytes.length;
      return isOfSize && (startsLikeJson(bytes) || startsLikeStream(bytes)) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  // In lines or in one, and of whole groups.
  private static boolean isBase64(byte[] text) {
    int count = 0;
    for (byte next : text) {
      boolean isLetter = (next | 32) >= 'a' && (next | 32) <= 'z';
      boolean isOther = (next >= '0' && next <= '9') || next == '+' || next == '/' || next == '=';
      if (isLetter || isOther) {
        count++;
      } else if (next != '\n' && next != '\r') {
        return false;
      }
    }
    return count % 4 == 0;
  }

  private static boolean startsLikeJson(byte[] bytes) {
    for (byte next : bytes) {
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next == '{' || next == '[';
      }
    }
    return false;
  }

  private static boolean startsLikeStream(byte[] bytes) {
    byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, 8));
    String text = new String(beginning, StandardCharsets.UTF_8);
    return STREAMS.stream().anyMatch(text::startsWith);
  }
}
