package dev.concordat.conformance.redaction;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that were made from other bytes, by undoing escapes or by joining pieces, each of which
 * knows where it came from.
 */
final class TextView {
  private final @Nullable TextView parent;
  private final byte[] bytes;
  // Segments: where each begins in this view and in the parent, and how many bytes of the parent
  // stand for it as a whole; 0 where it is a copy, byte for byte, and GAP where it is nothing.
  private static final int GAP = -1;

  private final int[] at;
  private final int[] from;
  private final int[] width;

  private TextView(@Nullable TextView parent, byte[] bytes, int[] at, int[] from, int[] width) {
    this.parent = parent;
    this.bytes = bytes;
    this.at = at;
    this.from = from;
    this.width = width;
  }

  /** The bytes themselves. */
  static TextView of(byte[] bytes) {
    return new TextView(null, bytes, new int[0], new int[0], new int[0]);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  byte byteAt(int index) {
    return bytes[index];
  }

  /** Marks the original bytes from which a range of this view was made. */
  void mark(int start, int end, BitSet marks) {
    if (parent == null) {
      marks.set(start, end);
      return;
    }
    int found = Arrays.binarySearch(at, start);
    int segment = found >= 0 ? found : -found - 2;
    int position = start;
    while (position < end) {
      int stop = Math.min(end, segment + 1 < at.length ? at[segment + 1] : bytes.length);
      int origin = from[segment];
      if (width[segment] > 0) {
        parent.mark(origin, origin + width[segment], marks);
      } else if (width[segment] == 0) {
        int offset = position - at[segment];
        parent.mark(origin + offset, origin + offset + stop - position, marks);
      }
      position = stop;
      segment++;
    }
  }

  /** Makes a view of another one. */
  static final class Builder {
    private static final byte[] NOTHING = {0};

    private final TextView parent;
    private byte[] bytes;
    private int length;
    private int[] at = new int[16];
    private int[] from = new int[16];
    private int[] width = new int[16];
    private int count;
    private int next = -1;

    Builder(TextView parent, int size) {
      this.parent = parent;
      this.bytes = new byte[size];
    }

    int length() {
      return length;
    }

    /** Copies bytes of the parent. */
    void copy(int start, int end) {
      if (start < end) {
        if (start != next) {
          segment(start, 0);
        }
        append(parent.bytes, start, end);
        next = end;
      }
    }

    /** Puts bytes in the place of bytes of the parent. */
    void replace(int start, int end, byte... replacement) {
      segment(start, end - start);
      append(replacement, 0, replacement.length);
      next = -1;
    }

    /** Tells what comes before from what comes behind, by a byte that stands for nothing. */
    void gap() {
      if (length > 0) {
        segment(0, GAP);
        append(NOTHING, 0, NOTHING.length);
        next = -1;
      }
    }

    TextView build() {
      return new TextView(
          parent,
          Arrays.copyOf(bytes, length),
          Arrays.copyOf(at, count),
          Arrays.copyOf(from, count),
          Arrays.copyOf(width, count));
    }

    private void append(byte[] from, int start, int end) {
      int size = end - start;
      if (size > bytes.length - length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + size, 2 * bytes.length));
      }
      System.arraycopy(from, start, bytes, length, size);
      length += size;
    }

    private void segment(int start, int size) {
      if (count == at.length) {
        at = Arrays.copyOf(at, count * 2);
        from = Arrays.copyOf(from, count * 2);
        width = Arrays.copyOf(width, count * 2);
      }
      at[count] = length;
      from[count] = start;
      width[count++] = size;
    }
  }
}
