package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Overwrites secrets in the text of a body so that it keeps its length, and stays what it is. */
final class Overwriting {
  // Its form is judged, so that it stays one.
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final byte[] MASK = Secrets.MASK.getBytes(StandardCharsets.US_ASCII);

  private Overwriting() {}

  /** Overwrites the bytes between two places, all of which are part of a secret. */
  static void mask(byte[] text, int start, int end) {
    boolean isNumber = isNumber(text, start, end);
    boolean isUuid =
        UUID.matcher(new String(text, start, end - start, StandardCharsets.ISO_8859_1)).matches();
    for (int i = start; i < end; i++) {
      if (isUuid) {
        text[i] = (byte) (text[i] == '-' ? '-' : '0');
      } else if (!isNumber) {
        text[i] = MASK[(i - start) % MASK.length];
      } else if (Character.isDigit(text[i])) {
        text[i] = '1';
      }
    }
  }

  // A number stays one. What stands in quotes is none.
  private static boolean isNumber(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!JsonLeaves.isNumber(text[i])) {
        return false;
      }
    }
    return (start == 0 || ":,[ \t\r\n0123456789".indexOf(text[start - 1]) >= 0)
        && (end == text.length || ",]} \t\r\n0123456789".indexOf(text[end]) >= 0);
  }
}
