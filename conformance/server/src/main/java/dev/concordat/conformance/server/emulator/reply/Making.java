package dev.concordat.conformance.server.emulator.reply;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is made for one caller, as long as that caller is there to take it. */
public final class Making {
  private final Work work;
  private final CountDownLatch left = new CountDownLatch(1);

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
    if (left.getCount() > 0) {
      left.countDown();
      work.addLeft();
    }
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
  public void goOn() {
    if (left.getCount() == 0) {
      throw new LeftException();
    }
  }

  /**
   * Waits so long.
   *
   * @throws LeftException as soon as the caller leaves
   */
  public void pause(Duration time) throws InterruptedException {
    if (left.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new LeftException();
    }
  }
}
