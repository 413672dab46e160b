package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was seen when it is recorded already, on a thread of its own, and tells of it. Where
 * it does not keep up, an exchange is not judged, and that is said: nothing waits for it.
 */
final class JudgeQueue {
  private static final int QUEUE = 4096;
  private static final long SECONDS_TO_END = 60;

  private final Judge judge;
  private final String provider;
  private final Budget budget;
  private final ProxyListener listener;
  private final UnaryOperator<String> cleared;
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue, JudgeQueue::thread);

  /** The exchange that is judged at the moment, or null. */
  private volatile @Nullable Task current;

  /**
   * Judges exchanges.
   *
   * @param budget how much of them may wait
   * @param cleared a text without the secrets that are known
   */
  JudgeQueue(
      Judge judge,
      String provider,
      Budget budget,
      ProxyListener listener,
      UnaryOperator<String> cleared) {
    this.judge = judge;
    this.provider = provider;
    this.budget = budget;
    this.listener = listener;
    this.cleared = cleared;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "proxy-judge");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Judges an exchange when its turn comes.
   *
   * @param notRecorded why it is not recorded, or null where it is
   */
  void judge(Witness.Seen seen, @Nullable String notRecorded) {
    boolean isHeld = budget.take(seen.size());
    Task task = new Task(seen, notRecorded, isHeld);
    if (!isHeld) {
      task.skip("more passed at once than could be judged");
      return;
    }
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      task.skip(
          thread.isShutdown()
              ? "the proxy was stopped"
              : "more passed at once than could be judged");
    }
  }

  /** How many exchanges got each verdict so far. */
  synchronized Map<Verdict, Integer> verdicts() {
    return new EnumMap<>(verdicts);
  }

  /** Judges what is left as far as there is time, and says of the rest that it was not judged. */
  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        skipRest();
      }
    } catch (InterruptedException e) {
      skipRest();
      Thread.currentThread().interrupt();
    }
  }

  private void skipRest() {
    Task stuck = current;
    List<Runnable> rest = thread.shutdownNow();
    if (stuck != null) {
      stuck.skip("it could not be judged in time");
    }
    for (Runnable task : rest) {
      ((Task) task).skip("the proxy was stopped");
    }
  }

  private final class Task implements Runnable {
    private final Witness.Seen seen;
    private final @Nullable String notRecorded;
    private final boolean isHeld;
    private final AtomicBoolean isTold = new AtomicBoolean();

    Task(Witness.Seen seen, @Nullable String notRecorded, boolean isHeld) {
      this.seen = seen;
      this.notRecorded = notRecorded;
      this.isHeld = isHeld;
    }

    @Override
    public void run() {
      current = this;
      Judgement judgement;
      try {
        judgement = seen.judgement(judge);
      } catch (RuntimeException | Error e) {
        judgement = unchecked("judge.failed", "it could not be judged: " + e.getClass().getName());
      }
      current = null;
      tell(judgement);
    }

    void skip(String reason) {
      tell(
          unchecked(
              "judge.skipped",
              "it was not judged: " + reason + "; 'concordat check' judges the recording"));
    }

    private Judgement unchecked(String rule, String message) {
      return new Judgement(provider, null, List.of(Finding.unchecked(rule, "exchange", message)));
    }

    private void tell(Judgement judgement) {
      if (!isTold.compareAndSet(false, true)) {
        return;
      }
      if (isHeld) {
        budget.giveBack(seen.size());
      }
      count(judgement.verdict());
      synchronized (listener) {
        try {
          listener.passed(seen.passed(judgement, cleared));
          if (notRecorded != null) {
            listener.notRecorded(notRecorded);
          }
        } catch (RuntimeException | Error e) {
          // The listener's own failure; the account is kept all the same.
        }
      }
    }
  }

  private synchronized void count(Verdict verdict) {
    verdicts.merge(verdict, 1, Integer::sum);
  }
}
