package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.redaction.RedactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was seen, on threads of its own, as clearing an exchange of secrets takes longer than
 * all else that the proxy does with it; says when it stands in the file. As callers wait for that,
 * there are never more in its queue than callers.
 */
final class Recorder {
  // Clearing takes several times the memory of what is cleared: of what is larger, one at a time.
  private static final int LARGE = 1 << 20;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final long SECONDS_TO_END = 60;

  private final Sink sink;
  private final JudgeQueue judgeQueue;
  private final Object clearsLarge = new Object();
  private final Object syncs = new Object();
  private final Queue<Entry> appended = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Recorder::thread);

  /**
   * An exchange to be written.
   *
   * @param whenDone runs when it is written, or is known not to be
   */
  record Entry(Witness.Seen seen, Account.Line line, Runnable whenDone) {}

  Recorder(Sink sink, JudgeQueue judgeQueue) {
    this.sink = sink;
    this.judgeQueue = judgeQueue;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "proxy-recorder");
    thread.setDaemon(true);
    return thread;
  }

  /** Writes an exchange when its turn comes. */
  void record(Entry entry) {
    try {
      threads.execute(() -> write(entry));
    } catch (RejectedExecutionException e) {
      end(entry, "the recording was closed before the exchange was over");
    }
  }

  private void write(Entry entry) {
    String reason = notWritten(entry);
    if (reason != null) {
      end(entry, reason);
      return;
    }
    appended.add(entry);
    // What was appended while others reached the disk reaches it together.
    synchronized (syncs) {
      List<Entry> written = new ArrayList<>();
      for (Entry next = appended.poll(); next != null; next = appended.poll()) {
        written.add(next);
      }
      if (!written.isEmpty()) {
        String notSynced = notSynced();
        written.forEach(each -> end(each, notSynced));
      }
    }
  }

  // Whatever goes wrong with one exchange, the next is written, and each is accounted for.
  private @Nullable String notWritten(Entry entry) {
    try {
      String lost = entry.seen().lost();
      if (lost == null) {
        append(entry.seen());
      }
      return lost == null ? null : sink.cleared(lost);
    } catch (RedactionException | RecordingException e) {
      return sink.cleared(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return e.getClass().getName();
    }
  }

  private void append(Witness.Seen seen) throws RedactionException, RecordingException {
    if (seen.size() < LARGE) {
      sink.append(seen.exchange());
      return;
    }
    synchronized (clearsLarge) {
      sink.append(seen.exchange());
    }
  }

  private @Nullable String notSynced() {
    try {
      sink.sync();
      return null;
    } catch (RecordingException e) {
      return sink.cleared(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return e.getClass().getName();
    }
  }

  private void end(Entry entry, @Nullable String reason) {
    if (reason == null) {
      entry.line().recorded();
    } else {
      entry.line().notRecorded(reason);
    }
    entry.seen().release();
    try {
      entry.whenDone().run();
    } catch (RuntimeException | Error e) {
      // The caller's connection failed; what has to be written is.
    }
    judgeQueue.judge(entry.seen(), reason);
  }

  /** Writes what is left, and takes nothing more. */
  void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
