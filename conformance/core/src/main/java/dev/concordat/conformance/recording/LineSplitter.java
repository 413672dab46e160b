package dev.concordat.conformance.recording;

import dev.concordat.conformance.json.JsonBytes;
import java.io.InputStream;

/** Cuts a recording into its lines. What is blank before an entry is not part of it. */
final class LineSplitter extends EntrySplitter {
  // How many lines have ended.
  private int lines;

  /**
   * A splitter.
   *
   * @param begun what was read of the stream before
   * @param offset where that begins in the recording, in bytes
   * @param maxHeld the most bytes of a text that is held, about
   */
  LineSplitter(InputStream in, byte[] begun, long offset, int maxHeld) {
    super(in, begun, offset, maxHeld);
  }

  /** The line, from 1, that is being read; 0 where none was. */
  int currentLine() {
    return isInEntry() ? lines + 1 : lines;
  }

  @Override
  boolean between(byte next) {
    switch (next) {
      case ' ', '\t', '\r' -> {}
      case '\n' -> lines++;
      default -> begin(lines + 1);
    }
    return true;
  }

  @Override
  boolean scanEntry(byte[] text, int limit) {
    int at = JsonBytes.find(text, scanned, limit, '\n', '\n');
    scanned = at;
    if (at == limit) {
      return false;
    }
    stop = at;
    scanned++;
    endEntry();
    return true;
  }

  @Override
  void endEntry() {
    super.endEntry();
    lines++;
  }
}
