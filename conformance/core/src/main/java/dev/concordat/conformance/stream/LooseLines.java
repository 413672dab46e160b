package dev.concordat.conformance.stream;

/**
 * Lines of a stream that are no field of the standard, gathered as long as they stand together and
 * are not too many; a longer line is told alone.
 */
final class LooseLines {
  private static final int MAX_CHARACTERS = 1 << 20;

  private final EventStreamDecoder.Sink sink;
  private final StringBuilder text = new StringBuilder();
  private long start;
  private long end;
  private boolean isOpen;

  LooseLines(EventStreamDecoder.Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next of them.
   *
   * @param offset where it begins in the stream, in bytes
   */
  void add(String line, long offset) {
    if (text.length() + line.length() > MAX_CHARACTERS) {
      tell();
    }
    if (text.isEmpty()) {
      start = offset;
    } else {
      text.append('\n');
    }
    text.append(line);
    isOpen = true;
  }

  /**
   * Takes where the last of them ends: that is known when the next line begins, since CR and LF may
   * come apart.
   */
  void end(long offset) {
    if (isOpen) {
      isOpen = false;
      end = offset;
    }
  }

  /** Tells those that were gathered, as nothing more stands with them. */
  void tell() {
    if (!text.isEmpty()) {
      String lines = text.toString();
      text.setLength(0);
      sink.outside(start, end - start, lines);
    }
  }
}
