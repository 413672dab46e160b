package dev.concordat.conformance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work on several threads. One thread gets the pieces, others do them, and the
 * calling thread takes what came of them, in the order in which they were got. Queues are bounded
 * by the bytes that the pieces hold, from when they are got until their result was taken.
 *
 * @param <R> what comes of a piece of work
 */
final class Pipeline<R> {
  private static final int PIECES_A_THREAD = 16;

  private final int threads;
  private final Held held;
  private final Held efforts;
  private final ReadWriteLock turns = new ReentrantReadWriteLock();

  /** A piece of work. */
  interface Work<R> {
    /** How many bytes it and its result hold. */
    long size();

    /** How many bytes it may take beside while it is done. */
    long effort();

    /** Whether it is to be done before the next piece is got, and while no other is under way. */
    boolean isAlone();

    /** Does it. */
    R run();
  }

  /** Where the pieces come from. */
  interface Source<R> {
    /** The next piece, or null at the end. */
    @Nullable Work<R> next() throws InterruptedException;
  }

  /** Takes results. */
  interface Sink<R> {
    /** Takes the result of the next piece. */
    void take(R result);
  }

  /**
   * A pipeline.
   *
   * @param threads how many threads do pieces of work; 1 where the calling thread does all
   * @param held counts the bytes that are held
   * @param efforts counts the bytes that are taken beside
   */
  Pipeline(int threads, Held held, Held efforts) {
    this.threads = threads;
    this.held = held;
    this.efforts = efforts;
  }

  /**
   * Does all pieces. What the source, a piece or the sink throws is thrown once all results before
   * it were taken, and ends the work.
   */
  void run(Source<R> source, Sink<R> sink) {
    try {
      if (threads == 1) {
        for (Work<R> work = source.next(); work != null; work = source.next()) {
          sink.take(work.run());
        }
      } else {
        new Run(source).run(sink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("it was interrupted");
    }
  }

  /** Does something while no piece is being worked on. For the sink. */
  void alone(Runnable action) {
    turns.writeLock().lock();
    try {
      action.run();
    } finally {
      turns.writeLock().unlock();
    }
  }

  /** A piece of work and its result, once it is there. */
  private static final class Piece<R> {
    private final @Nullable Work<R> work;
    private final long size;
    private @Nullable R result;
    private @Nullable Throwable failure;
    private boolean isDone;

    Piece(@Nullable Work<R> work, long size) {
      this.work = work;
      this.size = size;
    }

    synchronized void done(@Nullable R result, @Nullable Throwable failure) {
      this.result = result;
      this.failure = failure;
      isDone = true;
      notifyAll();
    }

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

  private final class Run {
    private final Source<R> source;
    private final BlockingQueue<Piece<R>> inOrder;
    private final BlockingQueue<Piece<R>> toDo;
    // Made before there is anything that memory may run out of.
    private final Piece<R> end = new Piece<>(null, 0);
    private final List<Thread> others = new ArrayList<>();

    Run(Source<R> source) {
      this.source = source;
      this.inOrder = new ArrayBlockingQueue<>(PIECES_A_THREAD * threads);
      this.toDo = new ArrayBlockingQueue<>(PIECES_A_THREAD * threads);
    }

    void run(Sink<R> sink) throws InterruptedException {
      try {
        start("concordat-read", this::read);
        for (int i = 1; i <= threads; i++) {
          start("concordat-judge-" + i, this::work);
        }
        for (Piece<R> piece = inOrder.take(); piece != end; piece = inOrder.take()) {
          sink.take(piece.await());
          held.give(piece.size);
        }
        if (end.isDone) {
          end.await();
        }
      } finally {
        others.forEach(Thread::interrupt);
      }
    }

    // They hold up nobody who ends the program.
    private void start(String name, Runnable action) {
      Thread thread = new Thread(action, name);
      thread.setDaemon(true);
      others.add(thread);
      thread.start();
    }

    private void read() {
      try {
        try {
          for (Work<R> work = source.next(); work != null; work = source.next()) {
            if (work.isAlone()) {
              held.awaitNone();
            }
            Piece<R> piece = new Piece<>(work, work.size());
            held.take(piece.size);
            inOrder.put(piece);
            toDo.put(piece);
            if (work.isAlone()) {
              held.awaitNone();
            }
          }
        } catch (RuntimeException | Error e) {
          end.done(null, e);
        }
        inOrder.put(end);
      } catch (InterruptedException e) {
        // Nobody takes any more.
      }
    }

    // Whatever goes wrong, the piece is done: the one who takes results waits for it.
    private void work() {
      while (true) {
        Piece<R> piece = null;
        try {
          piece = toDo.take();
          turns.readLock().lockInterruptibly();
          try {
            piece.done(done(Objects.requireNonNull(piece.work)), null);
          } finally {
            turns.readLock().unlock();
          }
        } catch (InterruptedException e) {
          return;
        } catch (Throwable e) {
          if (piece != null) {
            piece.done(null, e);
          }
        }
      }
    }

    private R done(Work<R> work) throws InterruptedException {
      long effort = work.effort();
      efforts.take(effort);
      try {
        return work.run();
      } finally {
        efforts.give(effort);
      }
    }
  }
}
