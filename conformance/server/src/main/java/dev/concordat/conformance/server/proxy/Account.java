package dev.concordat.conformance.server.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Accounts for every exchange that was accepted: it is recorded, or it is not, for a reason. What
 * is still open when the account is closed was not.
 */
final class Account {
  private final Map<String, Integer> notRecorded = new LinkedHashMap<>();
  private int accepted;
  private int recorded;
  private int open;
  private int refused;
  private boolean isClosed;

  /** The line of one exchange; the first that is said of it counts. */
  final class Line {
    private boolean isDone;

    /** It stands in the recording. */
    void recorded() {
      synchronized (Account.this) {
        if (close()) {
          recorded++;
        }
      }
    }

    /** It does not; the reason holds no secret. */
    void notRecorded(String reason) {
      synchronized (Account.this) {
        if (close()) {
          notRecorded.merge(reason, 1, Integer::sum);
        }
      }
    }

    private boolean close() {
      if (isDone || isClosed) {
        return false;
      }
      isDone = true;
      open--;
      Account.this.notifyAll();
      return true;
    }
  }

  /** Opens a line for an exchange that begins. */
  synchronized Line accept() {
    accepted++;
    open++;
    return new Line();
  }

  /** Counts a request that is refused, which is no exchange. */
  synchronized void refuse() {
    refused++;
  }

  /** Waits until every line is closed; false where that takes longer. */
  synchronized boolean awaitClosed(long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (open > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** What came of all so far; what is open is none of both. */
  synchronized Totals totals() {
    return new Totals(accepted, recorded, new LinkedHashMap<>(notRecorded), refused);
  }

  /** Closes what is open, all for one reason, and takes nothing more. */
  synchronized void close(String reason) {
    isClosed = true;
    if (open > 0) {
      notRecorded.merge(reason, open, Integer::sum);
      open = 0;
    }
  }

  /**
   * Numbers of exchanges.
   *
   * @param notRecorded how many were not, by reason
   * @param refused how many requests were refused
   */
  record Totals(int accepted, int recorded, Map<String, Integer> notRecorded, int refused) {}
}
