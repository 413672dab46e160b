package dev.concordat.conformance.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work on several threads. They are got from sources, of which several are read side
 * by side, each by one thread; others do the pieces, and the calling thread takes what came of
 * them, source by source, in the order in which they were got. What is under way is bounded by the
 * bytes that pieces hold, from when they are got until their result was taken.
 *
 * @param <R> what comes of a piece of work
 */
final class Pipeline<R> {
  private static final int PIECES_A_THREAD = 16;

  // Each has buffers that nobody counts.
  private static final int MAX_READERS = 16;

  // Each may have a file open.
  private static final int MAX_SOURCES = 64;

  private final int threads;
  private final Room room;
  private final Room.Share efforts;
  private final ReadWriteLock turns = new ReentrantReadWriteLock();

  /** A piece of work. */
  interface Work<R> {
    /** How many bytes it and its result hold. */
    long size();

    /** How many bytes it may take beside while it is done. */
    long effort();

    /**
     * Whether it is to be done when the result of all before it is taken, before the next piece of
     * its source is got, and while no other is under way.
     */
    boolean isAlone();

    /** Does it. */
    R run();
  }

  /** Where pieces come from. Nothing of it is used before {@link #next}. */
  interface Source<R> extends AutoCloseable {
    /** The next piece, or null at the end. */
    @Nullable Work<R> next(Turn turn) throws InterruptedException;

    /** Lets go of what it has; once the result of its last piece is taken, or no more will be. */
    @Override
    void close();
  }

  /** The turn of a source. */
  interface Turn {
    /** Waits until all results before are taken, and those of its own pieces. */
    void await() throws InterruptedException;
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
   * @param room counts the bytes that are held
   * @param efforts counts the bytes that are taken beside
   */
  Pipeline(int threads, Room room, Room efforts) {
    this.threads = threads;
    this.room = room;
    this.efforts = efforts.share();
    this.efforts.begin();
  }

  /**
   * Does all pieces. What a source, a piece or the sink throws is thrown once all results before it
   * were taken, and ends the work.
   */
  void run(Iterator<? extends Source<R>> sources, Sink<R> sink) {
    try {
      if (threads == 1) {
        runHere(sources, sink);
      } else {
        try (Run run = new Run(sources)) {
          run.run(sink);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("it was interrupted");
    }
  }

  private void runHere(Iterator<? extends Source<R>> sources, Sink<R> sink)
      throws InterruptedException {
    while (sources.hasNext()) {
      try (Source<R> source = sources.next()) {
        Work<R> work = source.next(() -> {});
        while (work != null) {
          sink.take(work.run());
          work = source.next(() -> {});
        }
      }
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

  /** A source and the pieces that were got of it. */
  private final class Lane {
    private final long number;
    private final Source<R> source;
    private final Room.Share share = room.share();
    // Made before there is anything that memory may run out of.
    private final BlockingQueue<Piece<R>> pieces =
        new ArrayBlockingQueue<>(PIECES_A_THREAD * threads);
    private final Piece<R> end;

    Lane(long number, Source<R> source) {
      this.number = number;
      this.source = source;
      this.end = new Piece<>(number, Long.MAX_VALUE, null);
    }

    void read(Queue<Piece<R>> toDo) throws InterruptedException {
      try {
        long count = 0;
        for (Work<R> work = next(); work != null; work = next()) {
          if (work.isAlone()) {
            share.awaitAlone();
          }
          Piece<R> piece = new Piece<>(number, count++, work);
          share.take(piece.size());
          toDo.add(piece);
          pieces.put(piece);
          if (work.isAlone()) {
            share.awaitAlone();
          }
        }
      } catch (RuntimeException | Error e) {
        end.done(null, e);
      }
      pieces.put(end);
    }

    private @Nullable Work<R> next() throws InterruptedException {
      return source.next(share::awaitAlone);
    }

    void take(Sink<R> sink) throws InterruptedException {
      share.begin();
      for (Piece<R> piece = pieces.take(); piece != end; piece = pieces.take()) {
        sink.take(piece.await());
        share.give(piece.size());
      }
      if (end.isDone()) {
        end.await();
      }
    }
  }

  private final class Run implements AutoCloseable {
    private final Iterator<? extends Source<R>> sources;
    private final Queue<Lane> lanes = new ArrayDeque<>();
    private final BlockingQueue<Lane> toRead = new LinkedBlockingQueue<>();
    private final BlockingQueue<Piece<R>> toDo =
        new PriorityBlockingQueue<>(PIECES_A_THREAD, Piece.ORDER);
    private final List<Thread> readers = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();
    private long count;

    Run(Iterator<? extends Source<R>> sources) {
      this.sources = sources;
    }

    void run(Sink<R> sink) throws InterruptedException {
      for (int i = 1; i <= threads; i++) {
        start(workers, "concordat-judge-" + i, this::work);
      }
      for (readAhead(); !lanes.isEmpty(); readAhead()) {
        lanes.element().take(sink);
        lanes.remove().source.close();
      }
    }

    private void readAhead() {
      while (lanes.size() < MAX_SOURCES && sources.hasNext()) {
        Lane lane = new Lane(count++, sources.next());
        lanes.add(lane);
        toRead.add(lane);
        if (readers.size() < Math.min(threads, MAX_READERS)) {
          start(readers, "concordat-read-" + count, this::read);
        }
      }
    }

    // They hold up nobody who ends the program.
    private static void start(List<Thread> threads, String name, Runnable action) {
      Thread thread = new Thread(action, name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    private void read() {
      try {
        while (true) {
          toRead.take().read(toDo);
        }
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
          piece.done(done(piece.work()), null);
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
      Lock lock = work.isAlone() ? turns.writeLock() : turns.readLock();
      lock.lockInterruptibly();
      try {
        long effort = work.effort();
        efforts.take(effort);
        try {
          return work.run();
        } finally {
          efforts.give(effort);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      readers.forEach(Thread::interrupt);
      workers.forEach(Thread::interrupt);
      lanes.forEach(lane -> lane.source.close());
    }
  }
}
