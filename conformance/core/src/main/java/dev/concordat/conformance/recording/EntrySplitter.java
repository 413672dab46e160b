package dev.concordat.conformance.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a recording into the texts of its entries, without reading what they say. The texts come in
 * blocks of bounded size; an entry that fits into none is read as it passes.
 */
abstract class EntrySplitter {
  private static final int MIN_BLOCK = 1 << 13;
  private static final int BLOCK = 1 << 18;

  /** How many bytes an entry has at most whose text is held as a whole: more in a larger heap. */
  static final int MAX_HELD =
      (int) Math.max(BLOCK, Math.min(4 << 20, Runtime.getRuntime().maxMemory() >> 6));

  /** What scanning came to. */
  private enum Found {
    /** The end of an entry. */
    ENTRY,
    /** Nothing before more bytes are there. */
    MORE,
    /** Something that begins no further entry. */
    END
  }

  private final InputStream in;
  private final int maxHeld;
  private byte[] block;
  // Where in the recording the block begins, in bytes.
  private long offset;
  private int end;
  private int wanted = MIN_BLOCK;
  private boolean isAtEnd;
  private boolean isInEntry;
  private @Nullable IOException failure;

  /**
   * Where the entry begins that is scanned or was found; between entries what {@link #scanned} is.
   */
  int start;

  /** Up to where the block is scanned. */
  int scanned;

  /** Where the entry ends that was found. */
  int stop;

  /** The line of the recording on which the entry begins, from 1. */
  int line = 1;

  /**
   * A splitter.
   *
   * @param begun what was read of the stream before
   * @param offset where that begins in the recording, in bytes
   * @param maxHeld the most bytes of a text that is held, about
   */
  EntrySplitter(InputStream in, byte[] begun, long offset, int maxHeld) {
    this.in = in;
    this.block = begun;
    this.end = begun.length;
    this.offset = offset;
    this.maxHeld = maxHeld;
  }

  /**
   * Takes what stands between entries; {@link #begin} where an entry begins with it.
   *
   * @return whether an entry may still follow
   */
  abstract boolean between(byte next);

  /**
   * Scans on in an entry; whether it ends, so that {@link #stop} is set.
   *
   * @param limit where ends what is there of the block
   */
  abstract boolean scanEntry(byte[] text, int limit);

  /**
   * Takes that an entry begins with the byte at {@link #scanned}.
   *
   * @param onLine the line that it stands on, from 1
   */
  final void begin(int onLine) {
    isInEntry = true;
    line = onLine;
  }

  /** Whether an entry is being scanned. */
  final boolean isInEntry() {
    return isInEntry;
  }

  /** Takes that the entry that is being scanned ends here. */
  void endEntry() {
    isInEntry = false;
  }

  // Scans on to the end of the next entry, or of what is there of the block.
  private Found scan(byte[] text, int limit) {
    while (!isInEntry) {
      start = scanned;
      if (scanned == limit) {
        return Found.MORE;
      }
      if (!between(text[scanned])) {
        return Found.END;
      }
      if (!isInEntry) {
        scanned++;
      }
    }
    return scanEntry(text, limit) ? Found.ENTRY : Found.MORE;
  }

  /**
   * The next entries; none where there are no more, and null where the next one is too long to be
   * held, so that it is to be read as {@link #rest()}.
   *
   * @param first the index of the first of them
   */
  EntryBatch.@Nullable Held next(int first, EntryBatch.TextReader reader) throws IOException {
    rethrow();
    EntryBatch.Held batch = new EntryBatch.Held(beginBlock(), first, reader);
    while (true) {
      // Where there is no memory, there is none before anything is scanned: nothing is lost.
      batch.reserve();
      Found found = scan(block, end);
      if (found == Found.ENTRY) {
        take(batch);
      } else if (found == Found.END || isAtEnd) {
        if (isInEntry) {
          stop = end;
          endEntry();
          take(batch);
        }
        return batch;
      } else if (batch.count() > 0 && (end == block.length || available() == 0)) {
        return batch;
      } else if (end < block.length) {
        fill();
        if (failure != null && batch.count() > 0) {
          return batch;
        }
        rethrow();
      } else if (!isInEntry) {
        moveTo(block);
      } else if (block.length < maxHeld) {
        moveTo(new byte[Math.min(maxHeld, 2 * block.length)]);
        batch = new EntryBatch.Held(block, first, reader);
      } else {
        return null;
      }
    }
  }

  private void take(EntryBatch.Held batch) {
    batch.add(start, stop, line);
    start = scanned;
  }

  // What was handed out stays in its block; what was not is moved to a new one.
  private byte[] beginBlock() {
    int left = end - start;
    if (end == block.length) {
      wanted = Math.min(BLOCK, 4 * wanted);
    }
    int room = Math.max(wanted, Math.min(BLOCK, available() + left + 2));
    moveTo(new byte[Math.max(left + 2, isAtEnd ? 0 : Math.min(maxHeld, Math.max(room, 2 * left)))]);
    return block;
  }

  // How many bytes are there, as far as that is known. A failure is said where it is read.
  private int available() {
    try {
      return Math.max(0, Math.min(BLOCK, in.available()));
    } catch (IOException e) {
      return 0;
    }
  }

  // A byte is left free before what is moved.
  private void moveTo(byte[] target) {
    System.arraycopy(block, start, target, 1, end - start);
    int by = start - 1;
    offset += by;
    end -= by;
    scanned -= by;
    start = 1;
    block = target;
  }

  private void fill() {
    try {
      int count = in.read(block, end, block.length - end);
      isAtEnd = count < 0;
      end += Math.max(0, count);
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Throws the failure of the recording again, if there was one. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Where in the recording the entry begins that is being scanned, in bytes. */
  long offset() {
    return offset + start;
  }

  /** What was not handed out, up to the end of the recording. Nothing more is scanned then. */
  InputStream remaining() {
    return new SequenceInputStream(new ByteArrayInputStream(block, start, end - start), in);
  }

  /** Reads the entry that is too long to be held, from its beginning. */
  Rest rest() {
    return new Rest();
  }

  /** The text of an entry that is too long to be held. */
  final class Rest extends InputStream {
    private int position = start;
    private boolean isOver;

    private Rest() {}

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
      if (position == scanned && !isOver) {
        advance();
      }
      int count = Math.min(size, (isOver ? stop : scanned) - position);
      if (count == 0 && size > 0) {
        return -1;
      }
      System.arraycopy(block, position, target, offset, count);
      position += count;
      return count;
    }

    private void advance() throws IOException {
      rethrow();
      start = end;
      moveTo(block);
      position = start;
      fill();
      rethrow();
      isOver = isAtEnd || scanEntry(block, end);
      if (isAtEnd) {
        stop = end;
        endEntry();
      }
      if (isOver) {
        start = scanned;
      }
    }

    /** Goes behind the entry. */
    void skip() throws IOException {
      while (!isOver) {
        advance();
      }
    }
  }
}
