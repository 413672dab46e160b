package dev.concordat.conformance.redaction;

import java.util.BitSet;

/** Where the punctuation of JSON texts stands, and where the names of members do. */
final class JsonPunctuation {
  private final TextView text;
  private final BitSet punctuation;
  private final BitSet names;

  /**
   * Looks for them.
   *
   * @param punctuation where in the original bytes it stands
   * @param names where in the original bytes they stand
   */
  JsonPunctuation(TextView text, BitSet punctuation, BitSet names) {
    this.text = text;
    this.punctuation = punctuation;
    this.names = names;
  }

  /** Looks at a text that has JSON values one behind the other. */
  void scan(int start, int end) {
    int at = start;
    while (at < end) {
      byte next = text.byteAt(at);
      if (next == '"') {
        at = string(at, end);
      } else {
        if (next == '{'
            || next == '}'
            || next == '['
            || next == ']'
            || next == ','
            || next == ':') {
          text.mark(at, at + 1, punctuation);
        }
        at++;
      }
    }
  }

  private int string(int start, int end) {
    int at = start + 1;
    while (at < end && text.byteAt(at) != '"') {
      at += text.byteAt(at) == '\\' ? 2 : 1;
    }
    int stop = Math.min(at, end);
    text.mark(start, start + 1, punctuation);
    if (stop < end) {
      text.mark(stop, stop + 1, punctuation);
    }
    int after = stop + 1;
    while (after < end && text.byteAt(after) <= ' ' && text.byteAt(after) >= 0) {
      after++;
    }
    if (after < end && text.byteAt(after) == ':') {
      text.mark(start + 1, stop, names);
    }
    return stop + 1;
  }
}
