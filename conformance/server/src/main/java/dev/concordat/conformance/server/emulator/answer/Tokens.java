package dev.concordat.conformance.server.emulator.answer;

import java.util.ArrayList;
import java.util.List;

/** Texts in the pieces that a model would write them in: a word with the space before it. */
final class Tokens {
  private static final int MAX_LENGTH = 8;

  private Tokens() {}

  /** The pieces of a text, of which none is empty. */
  static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int length = 0;
    for (int point : text.codePoints().toArray()) {
      boolean isSpace = Character.isWhitespace(point);
      boolean endsWord = isSpace && !token.toString().isBlank();
      if (endsWord || length == MAX_LENGTH) {
        tokens.add(token.toString());
        token.setLength(0);
        length = 0;
      }
      token.appendCodePoint(point);
      length++;
    }
    if (!token.isEmpty()) {
      tokens.add(token.toString());
    }
    return tokens;
  }
}
