package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was seen, one exchange after the other, on a thread of its own. Where it does not
 * keep up, the next exchanges wait.
 */
final class Recorder {
  private static final int QUEUE = 256;
  private static final long SECONDS_TO_END = 60;

  private final RecordingWriter writer;
  private final ProxyListener listener;
  private final ThreadPoolExecutor thread;
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int recorded;
  private int lost;

  Recorder(RecordingWriter writer, ProxyListener listener) {
    this.writer = writer;
    this.listener = listener;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread recorder = new Thread(task, "proxy-recorder");
              recorder.setDaemon(true);
              return recorder;
            },
            Recorder::await);
  }

  private static void await(Runnable task, ThreadPoolExecutor thread) {
    if (thread.isShutdown()) {
      throw new RejectedExecutionException("the recording is closed");
    }
    try {
      thread.getQueue().put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  /** Writes an exchange when its turn comes. */
  void record(Witness.Seen seen) {
    try {
      thread.execute(() -> write(seen));
    } catch (RejectedExecutionException e) {
      seen.capture().release();
      lost("the recording was closed before it was over");
    }
  }

  private void write(Witness.Seen seen) {
    String reason = seen.lost();
    try {
      if (reason == null) {
        writer.append(seen.exchange());
      }
    } catch (RedactionException | RecordingException e) {
      reason = String.valueOf(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      reason = e.getClass().getName();
    } finally {
      seen.capture().release();
    }
    count(seen, reason);
    listener.passed(passed(seen));
    if (reason != null) {
      listener.notRecorded(writer.redaction().text(reason));
    }
  }

  private synchronized void count(Witness.Seen seen, @Nullable String reason) {
    verdicts.merge(seen.judgement().verdict(), 1, Integer::sum);
    if (reason == null) {
      recorded++;
    } else {
      lost++;
    }
  }

  private void lost(String reason) {
    synchronized (this) {
      lost++;
    }
    listener.notRecorded(reason);
  }

  private ProxyListener.Passed passed(Witness.Seen seen) {
    String url = seen.exchange().request().url();
    String path = url.replaceFirst("^[^/]*//[^/?#]*", "").replaceFirst("[?#].*$", "");
    String broken = seen.exchange().broken();
    return new ProxyListener.Passed(
        text(seen.exchange().request().method()),
        text(path),
        seen.exchange().response() == null ? 0 : seen.exchange().response().status(),
        seen.judgement().verdict(),
        seen.judgement().operation(),
        seen.judgement().findings().stream().map(Finding::rule).distinct().toList(),
        seen.bytes(),
        seen.millis(),
        broken == null ? null : text(broken));
  }

  private String text(String text) {
    return writer.redaction().text(text);
  }

  /** What came of the exchanges so far. */
  synchronized RecordingProxy.Summary summary() {
    return new RecordingProxy.Summary(new EnumMap<>(verdicts), recorded, lost);
  }

  /** Writes what is left, and takes nothing more. */
  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        int left = thread.shutdownNow().size();
        lost("it was not written in time, as were %d more".formatted(left));
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
