package dev.concordat.conformance.cli;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of work and its result, once it is there. */
final class Piece<R> {
  /** Of several, the one whose result is taken first comes first. */
  static final Comparator<Piece<?>> ORDER =
      Comparator.<Piece<?>>comparingLong(piece -> piece.source)
          .thenComparingLong(piece -> piece.number);

  private final long source;
  private final long number;
  private final Pipeline.@Nullable Work<R> work;
  private final long size;
  private @Nullable R result;
  private @Nullable Throwable failure;
  private boolean isDone;

  /**
   * A piece.
   *
   * @param source the number of its source
   * @param number which piece of the source it is
   * @param work null where it only says that there is no more
   */
  Piece(long source, long number, Pipeline.@Nullable Work<R> work) {
    this.source = source;
    this.number = number;
    this.work = work;
    this.size = work == null ? 0 : work.size();
  }

  /** How many bytes it and its result hold. */
  long size() {
    return size;
  }

  /** The work. */
  Pipeline.Work<R> work() {
    return Objects.requireNonNull(work);
  }

  /** Says what came of it: a result, or a failure where that is null. */
  synchronized void done(@Nullable R result, @Nullable Throwable failure) {
    this.result = result;
    this.failure = failure;
    isDone = true;
    notifyAll();
  }

  /** Whether something came of it. */
  synchronized boolean isDone() {
    return isDone;
  }

  /** Waits for its result; throws its failure where it has none. */
  synchronized R await() throws InterruptedException {
    while (!isDone) {
      wait();
    }
    if (result == null) {
      throw sneaky(failure);
    }
    return result;
  }

  private static RuntimeException sneaky(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException thrown
        ? thrown
        : new IllegalStateException("a thread was stopped", failure);
  }
}
