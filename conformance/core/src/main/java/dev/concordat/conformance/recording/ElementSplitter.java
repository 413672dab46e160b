package dev.concordat.conformance.recording;

import dev.concordat.conformance.json.JsonBytes;
import java.io.InputStream;

/**
 * Cuts a recording into the elements of its array of entries. Of what is no JSON it need not make
 * sense: the text that it cuts has the first mistake in it, so that reading the text says the same
 * as reading the recording would.
 */
final class ElementSplitter extends EntrySplitter {
  private boolean isInString;
  private boolean isEscaped;
  private int depth;
  private boolean isBehindEntry;
  private boolean isBehindComma;
  private int breaks;
  private boolean isBehindReturn;

  /**
   * A splitter.
   *
   * @param begun what was read of the stream behind the array's opening bracket
   * @param offset where that begins in the recording, in bytes
   * @param line the line on which it begins, from 1
   * @param maxHeld the most bytes of a text that is held, about
   */
  ElementSplitter(InputStream in, byte[] begun, long offset, int line, int maxHeld) {
    super(in, begun, offset, maxHeld);
    this.breaks = line - 1;
  }

  /** What of the array stands before {@link #remaining()} if its elements were numbers. */
  String before() {
    return "[" + (isBehindEntry || isBehindComma ? "0" : "") + (isBehindComma ? "," : "");
  }

  /** How many lines have ended before {@link #remaining()}. */
  int breaks() {
    return breaks;
  }

  @Override
  boolean between(byte next) {
    switch (next) {
      case ' ', '\t', '\r', '\n' -> space(next);
      case ',' -> {
        if (!isBehindEntry) {
          return false;
        }
        isBehindEntry = false;
        isBehindComma = true;
        isBehindReturn = false;
      }
      case ']', '}', ':' -> {
        return false;
      }
      default -> {
        if (isBehindEntry) {
          return false;
        }
        isBehindComma = false;
        isBehindReturn = false;
        depth = 0;
        begin(breaks + 1);
      }
    }
    return true;
  }

  private void space(byte next) {
    if (next == '\r' || (next == '\n' && !isBehindReturn)) {
      breaks++;
    }
    isBehindReturn = next == '\r';
  }

  @Override
  boolean scanEntry(byte[] text, int limit) {
    int at = scanned;
    while (at < limit) {
      if (isInString) {
        at = scanString(text, at, limit);
        if (!isInString && depth == 0) {
          return ends(at);
        }
        continue;
      }
      byte next = text[at++];
      switch (next) {
        case '"' -> {
          isInString = true;
          isBehindReturn = false;
        }
        case '{', '[' -> {
          depth++;
          isBehindReturn = false;
        }
        case '}', ']' -> {
          depth--;
          isBehindReturn = false;
          if (depth <= 0) {
            // What closes the array is no part of an element.
            return ends(depth == 0 ? at : at - 1);
          }
        }
        case ' ', '\t', '\r', '\n', ',' -> {
          if (depth == 0) {
            return ends(at - 1);
          }
          space(next);
        }
        default -> isBehindReturn = false;
      }
    }
    scanned = at;
    return false;
  }

  // Goes on in a string; to its end, or to that of what is there.
  private int scanString(byte[] text, int from, int limit) {
    int at = from;
    if (isEscaped) {
      isEscaped = false;
      at++;
    }
    while (true) {
      at = JsonBytes.find(text, at, limit, '"', '\\');
      if (at == limit) {
        return at;
      }
      if (text[at] == '"') {
        isInString = false;
        return at + 1;
      }
      at += 2;
      if (at > limit) {
        isEscaped = true;
        return limit;
      }
    }
  }

  private boolean ends(int here) {
    stop = here;
    scanned = here;
    endEntry();
    return true;
  }

  @Override
  void endEntry() {
    super.endEntry();
    isInString = false;
    isEscaped = false;
    isBehindEntry = true;
  }
}
