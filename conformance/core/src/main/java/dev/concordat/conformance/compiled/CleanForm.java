package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of a clean text: all of it but its marked texts, which may be any. Another text of this
 * form is as clean, and exercises the same.
 */
public final class CleanForm {
  private final byte[] bytes;
  private final int[] marks;

  private CleanForm(byte[] bytes, int[] marks) {
    this.bytes = bytes;
    this.marks = marks;
  }

  /**
   * The form of a text.
   *
   * @param bytes holds the text
   * @param from the index of its first byte
   * @param to the index behind its last byte
   */
  public static CleanForm of(byte[] bytes, int from, int to, CompiledSchemas.Clean clean) {
    int[] marks = clean.marks().clone();
    for (int i = 0; i < marks.length; i++) {
      marks[i] -= from;
    }
    return new CleanForm(Arrays.copyOfRange(bytes, from, to), marks);
  }

  /** How many marked texts there are. */
  public int count() {
    return marks.length / 2;
  }

  /**
   * Reads a text.
   *
   * @param text holds it, in UTF-8
   * @param from the index of its first byte
   * @param to the index behind its last byte
   * @return its marked texts, or null where it has another form
   */
  public String @Nullable [] read(byte[] text, int from, int to) {
    int at = from;
    int done = 0;
    String[] marked = new String[count()];
    for (int i = 0; i < marked.length; i++) {
      int end = at + marks[2 * i] - done;
      if (end >= to || !Arrays.equals(bytes, done, marks[2 * i], text, at, end)) {
        return null;
      }
      JsonScanner scanner = new JsonScanner(text, end - 1, to);
      try {
        scanner.text();
      } catch (Refused e) {
        return null;
      }
      marked[i] = scanner.string();
      at = end + scanner.length();
      done = marks[2 * i + 1];
    }
    return Arrays.equals(bytes, done, bytes.length, text, at, to) ? marked : null;
  }
}
