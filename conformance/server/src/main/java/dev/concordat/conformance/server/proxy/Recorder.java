package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.redaction.RedactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was seen, one exchange after the other, on a thread of its own, and says when it
 * stands in the file. As callers wait for that, there are never more in its queue than callers.
 */
final class Recorder {
  // What waits meanwhile is written together, and reaches the disk together.
  private static final int BATCH = 64;
  private static final long SECONDS_TO_END = 60;

  private final Sink sink;
  private final Judging judging;
  private final List<Entry> written = new ArrayList<>(BATCH);
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Recorder::thread);

  /**
   * An exchange to be written.
   *
   * @param whenDone runs when it is written, or is known not to be
   */
  record Entry(Witness.Seen seen, Account.Line line, Runnable whenDone) {}

  Recorder(Sink sink, Judging judging) {
    this.sink = sink;
    this.judging = judging;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "proxy-recorder");
    thread.setDaemon(true);
    return thread;
  }

  /** Writes an exchange when its turn comes. */
  void record(Entry entry) {
    try {
      thread.execute(() -> write(entry));
    } catch (RejectedExecutionException e) {
      end(entry, "the recording was closed before the exchange was over");
    }
  }

  private void write(Entry entry) {
    String reason = notWritten(entry);
    if (reason == null) {
      written.add(entry);
    } else {
      end(entry, reason);
    }
    if (written.size() == BATCH || thread.getQueue().isEmpty()) {
      String notSynced = notSynced();
      written.forEach(each -> end(each, notSynced));
      written.clear();
    }
  }

  // Whatever goes wrong with one exchange, the next is written, and each is accounted for.
  private @Nullable String notWritten(Entry entry) {
    try {
      String lost = entry.seen().lost();
      if (lost == null) {
        sink.append(entry.seen().exchange());
      }
      return lost == null ? null : sink.cleared(lost);
    } catch (RedactionException | RecordingException e) {
      return sink.cleared(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return e.getClass().getName();
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
    judging.judge(entry.seen(), reason);
  }

  /** Writes what is left, and takes nothing more. */
  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
