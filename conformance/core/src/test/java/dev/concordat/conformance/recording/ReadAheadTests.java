package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ReadAheadTests {
  private static final int LONG = ReadAhead.BEGINNING + 20 * ReadAhead.BLOCK + 5;

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static void inAThread(Runnable action) {
    new Thread(action).start();
  }

  // Reads on to the end, or to a failure, in steps of any size.
  private static void readTo(ByteArrayOutputStream all, InputStream in) throws IOException {
    Random random = new Random(1);
    byte[] some = new byte[2 * ReadAhead.BLOCK];
    int count = 0;
    while (count >= 0) {
      all.write(some, 0, count);
      count = in.read(some, 0, 1 + random.nextInt(some.length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, ReadAhead.BEGINNING - 1, ReadAhead.BEGINNING, LONG})
  void whatIsReadIsWhatWasThere(int count) throws IOException {
    byte[] content = bytes(count);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in =
        new ReadAhead(new ByteArrayInputStream(content), ReadAheadTests::inAThread)) {
      readTo(all, in);

      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.available()).isZero();
    }
    assertThat(all.toByteArray()).isEqualTo(content);
  }

  @Test
  void smallStreamNeedsNoOtherThread() throws IOException {
    Executor none =
        action -> {
          throw new AssertionError("it is small");
        };
    try (InputStream in =
        new ReadAhead(new ByteArrayInputStream(bytes(ReadAhead.BEGINNING - 1)), none)) {
      assertThat(in.readAllBytes()).hasSize(ReadAhead.BEGINNING - 1);
    }
    try (InputStream in = new ReadAhead(new ByteArrayInputStream(bytes(LONG)), none)) {
      assertThatThrownBy(in::readAllBytes).hasMessage("it is small");
    }
  }

  /** Has no end, counts what is read of it, and fails after some bytes. */
  private static final class Endless extends InputStream {
    private final AtomicLong given = new AtomicLong();
    private final long failsAfter;
    private final Throwable failure;

    Endless(long failsAfter, Throwable failure) {
      this.failsAfter = failsAfter;
      this.failure = failure;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
      long left = failsAfter - given.get();
      if (left == 0 && failure instanceof IOException unreadable) {
        throw unreadable;
      }
      if (left == 0 && failure instanceof Error error) {
        throw error;
      }
      int count = (int) Math.min(size, left);
      given.addAndGet(count);
      return count;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failureComesBehindWhatWasReadBefore(boolean isError) {
    Throwable failure = isError ? new OutOfMemoryError("a") : new IOException("a");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = new ReadAhead(new Endless(LONG, failure), ReadAheadTests::inAThread);

    assertThatThrownBy(() -> readTo(all, in)).isSameAs(failure);

    assertThat(all.size()).isEqualTo(LONG);
    assertThatThrownBy(in::read).isSameAs(failure);
  }

  @Test
  void noMoreIsReadAheadThanSomeBlocks() throws IOException {
    Endless endless = new Endless(Long.MAX_VALUE, new IOException());
    long most = 0;
    try (InputStream in = new ReadAhead(endless, ReadAheadTests::inAThread)) {
      byte[] some = new byte[ReadAhead.BLOCK / 2];
      for (long taken = 0; taken < 10L * LONG; ) {
        most = Math.max(most, endless.given.get() - taken);
        taken += in.read(some);
      }
    }
    assertThat(most).isBetween(1L, (long) ReadAhead.BLOCKS * ReadAhead.BLOCK);
  }

  @ParameterizedTest
  @ValueSource(ints = {ReadAhead.BEGINNING + 1, LONG})
  void closingItEndsTheOtherThread(int taken) throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Executor executor =
        action ->
            inAThread(
                () -> {
                  action.run();
                  ended.complete(null);
                });
    try (InputStream in = new ReadAhead(new Endless(Long.MAX_VALUE, new IOException()), executor)) {
      assertThat(in.readNBytes(taken)).hasSize(taken);
      assertThat(ended).isNotDone();
    }
    ended.get(4, TimeUnit.MINUTES);
  }
}
