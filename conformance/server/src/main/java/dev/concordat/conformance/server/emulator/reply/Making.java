package dev.concordat.conformance.server.emulator.reply;

import java.time.Duration;

/** What is made for one caller, as long as that caller is there to take it. */
public final class Making {
  /** How many pieces show whether a caller is there, and how long to wait between them. */
  private static final int TRIES = 3;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Work work;
  private boolean hasLeft;
  private int tries;

  public Making(Work work) {
    this.work = work;
  }

  /** The caller has left before it had its answer. */
  public static final class LeftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LeftException() {
      super("the caller has left", null, false, false);
    }
  }

  /** Takes that the caller has left. */
  public synchronized void leave() {
    if (!hasLeft) {
      hasLeft = true;
      work.addLeft();
      notifyAll();
    }
  }

  /**
   * Takes that the caller sends nothing more, and perhaps takes nothing more either. That shows
   * when something is sent to it: the next pieces do not wait for long.
   */
  public synchronized void doubt() {
    tries = TRIES;
    notifyAll();
  }

  /**
   * Counts a choice or an event, to be called before it is made.
   *
   * @throws LeftException where nobody is there to take it
   */
  public void one() {
    goOn();
    work.addMade();
  }

  /**
   * Does nothing as long as the caller is there.
   *
   * @throws LeftException where it has left
   */
  public synchronized void goOn() {
    if (hasLeft) {
      throw new LeftException();
    }
  }

  /**
   * Waits so long, or less where it is in doubt whether the caller is there.
   *
   * @throws LeftException as soon as the caller leaves
   */
  public synchronized void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    boolean isShort = false;
    for (long wait = millisTo(end); wait > 0 && !hasLeft; wait = millisTo(end)) {
      if (tries > 0 && !isShort) {
        isShort = true;
        tries--;
        end = Math.min(end, System.nanoTime() + BETWEEN_TRIES.toNanos());
      } else {
        wait(wait);
      }
    }
    goOn();
  }

  private static long millisTo(long end) {
    return Duration.ofNanos(end - System.nanoTime()).toMillis();
  }
}
