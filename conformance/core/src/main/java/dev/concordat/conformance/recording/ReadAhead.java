package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A stream that another thread reads some blocks ahead, as it has work to do for what it reads: to
 * decompress. The beginning is read without it, which is all there is of a small one.
 */
final class ReadAhead extends InputStream {
  /** How many bytes are read before another thread begins to. */
  static final int BEGINNING = 1 << 18;

  /** How many bytes are read at a time. */
  static final int BLOCK = 1 << 17;

  /** How many blocks are read ahead at most. */
  static final int BLOCKS = 4;

  private final InputStream in;
  private final Executor executor;
  private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private final Block end = new Block(0);
  private long begun;
  private @Nullable Block current;
  private int position;
  private volatile boolean isClosed;
  private volatile @Nullable Throwable failure;

  /** Some bytes that were read. */
  private static final class Block {
    private final byte[] bytes;
    private int count;

    Block(int size) {
      bytes = new byte[size];
    }
  }

  /**
   * A stream.
   *
   * @param in what is read; closed with this
   * @param executor runs what reads ahead, in another thread, up to the end or until it is closed
   */
  ReadAhead(InputStream in, Executor executor) {
    this.in = in;
    this.executor = executor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    if (begun < BEGINNING) {
      int count = in.read(target, offset, size);
      begun += Math.max(0, count);
      return count;
    }
    try {
      Block block = block();
      if (block == end) {
        rethrow();
        return -1;
      }
      int count = Math.min(size, block.count - position);
      System.arraycopy(block.bytes, position, target, offset, count);
      position += count;
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the reading was interrupted");
    }
  }

  // The one that has something left, or the end.
  private Block block() throws InterruptedException {
    Block block = current;
    if (block == null) {
      begin();
    } else if (block == end || position < block.count) {
      return block;
    } else {
      empty.put(block);
    }
    block = full.take();
    current = block;
    position = 0;
    if (block == end) {
      empty.clear();
    }
    return block;
  }

  // Where there is no memory for the blocks, nothing is lost.
  private void begin() {
    while (empty.size() < BLOCKS) {
      empty.add(new Block(BLOCK));
    }
    executor.execute(this::readAhead);
  }

  private void readAhead() {
    try {
      try {
        Block block = empty.take();
        block.count = in.read(block.bytes);
        while (block.count >= 0 && !isClosed) {
          full.put(block);
          block = empty.take();
          block.count = in.read(block.bytes);
        }
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
      full.put(end);
    } catch (InterruptedException e) {
      // Nobody reads any more.
    }
  }

  private void rethrow() throws IOException {
    Throwable thrown = failure;
    if (thrown instanceof IOException unreadable) {
      throw unreadable;
    }
    if (thrown instanceof RuntimeException broken) {
      throw broken;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  @Override
  public int available() throws IOException {
    if (begun < BEGINNING) {
      return in.available();
    }
    Block block = current;
    return block == end ? 0 : block == null ? 1 : Math.max(1, block.count - position);
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    in.close();
    // Who waits for one to fill sees that it is closed.
    full.clear();
    empty.offer(end);
  }
}
