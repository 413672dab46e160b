package dev.concordat.conformance.recording;

import dev.concordat.conformance.json.JsonBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a recording that follow one another, whose text is still to be read. That may be
 * done by another thread than the one that reads the recording, and more than once, unless it
 * {@link #isLong()}. For one thread at a time.
 */
public abstract class EntryBatch {
  private EntryBatch() {}

  /** How many bytes of the recording it holds. */
  public abstract long size();

  /** How many bytes of the recording the largest of its entries has. */
  public abstract long largest();

  /**
   * At most how many values one of its entries comes to, with those of the JSON in its strings.
   * What is packed in a string, or coded as base64, may have more.
   */
  public abstract long values();

  /**
   * Whether it is a single entry that is too long to hold, and is read from the recording when it
   * is asked for. Until then nothing more may be asked of the recording's reader.
   */
  public abstract boolean isLong();

  /** How many entries it has. */
  public abstract int count();

  /** Which entry of the recording is next, from 0. */
  public abstract int index();

  /**
   * The next entry, or null at the end of the batch.
   *
   * @throws RecordingException where no more of the recording can be read, the batches behind this
   *     one neither
   */
  public abstract RecordingReader.@Nullable Entry next() throws RecordingException;

  /**
   * Goes back to the first entry.
   *
   * @throws IllegalStateException where it is long
   */
  public abstract void restart();

  /** Reads an entry of its text. */
  interface TextReader {
    /**
     * Reads an entry.
     *
     * @param block what has the entry's text, from {@code start} to {@code end}
     * @param line the line of the recording on which it begins, from 1
     * @param index which entry of the recording it is, from 0
     */
    RecordingReader.Entry read(byte[] block, int start, int end, int line, int index)
        throws RecordingException;
  }

  /** Entries whose text is held, in one block. */
  static final class Held extends EntryBatch {
    private static final int NUMBERS = 3;

    // Of shorter entries each byte is taken for a value.
    private static final int MIN_COUNTED = 1 << 17;

    private final byte[] block;
    private final int first;
    private final TextReader reader;
    // Of each entry: where it starts and ends in the block, and its line.
    private int[] places = new int[NUMBERS * 16];
    private int count;
    private int largest;
    private int next;

    Held(byte[] block, int first, TextReader reader) {
      this.block = block;
      this.first = first;
      this.reader = reader;
    }

    /** Makes room for another entry. */
    void reserve() {
      if (NUMBERS * count == places.length) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
    }

    /** Adds an entry, for which there is room. */
    void add(int start, int end, int line) {
      int at = NUMBERS * count;
      places[at] = start;
      places[at + 1] = end;
      places[at + 2] = line;
      largest = Math.max(largest, end - start);
      count++;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public long size() {
      return block.length;
    }

    @Override
    public long largest() {
      return largest;
    }

    @Override
    public long values() {
      if (largest < MIN_COUNTED) {
        return largest;
      }
      int most = 0;
      for (int at = 0; at < NUMBERS * count; at += NUMBERS) {
        most = Math.max(most, JsonBytes.beginnings(block, places[at], places[at + 1]));
      }
      return Math.max(most, MIN_COUNTED);
    }

    @Override
    public boolean isLong() {
      return false;
    }

    @Override
    public int index() {
      return first + next;
    }

    @Override
    public RecordingReader.@Nullable Entry next() throws RecordingException {
      if (next == count) {
        return null;
      }
      int at = NUMBERS * next;
      int index = first + next++;
      return reader.read(block, places[at], places[at + 1], places[at + 2], index);
    }

    @Override
    public void restart() {
      next = 0;
    }
  }

  /** An entry that is read from the recording when it is asked for. */
  abstract static class Passing extends EntryBatch {
    private final int index;
    private boolean isRead;

    Passing(int index) {
      this.index = index;
    }

    /** Reads it, and goes behind it. */
    abstract RecordingReader.Entry read(int index) throws RecordingException;

    @Override
    public long size() {
      return RecordingReader.MAX_STRING;
    }

    @Override
    public long largest() {
      return size();
    }

    @Override
    public long values() {
      return size();
    }

    @Override
    public boolean isLong() {
      return true;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public int index() {
      return isRead ? index + 1 : index;
    }

    @Override
    public RecordingReader.@Nullable Entry next() throws RecordingException {
      if (isRead) {
        return null;
      }
      isRead = true;
      return read(index);
    }

    @Override
    public void restart() {
      throw new IllegalStateException("a long entry is read once");
    }
  }
}
