package dev.concordat.client.runtime;

import dev.concordat.client.runtime.internal.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Time that passes only while somebody waits, and chance that is none. */
final class FakeTiming implements Timing {
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  double random;

  /** Whether a call of another thread that is to be made later never is. */
  volatile boolean holdsLaterCalls;

  final Semaphore held = new Semaphore(0);
  private final Thread owner = Thread.currentThread();
  private long nanos;

  static <B extends ClientBuilder<B>> FakeTiming in(B builder) {
    FakeTiming timing = new FakeTiming();
    // The hook is visible in this package only, and not through a builder of another one.
    ((ClientBuilder<?>) builder).timing(timing);
    return timing;
  }

  @Override
  public Instant now() {
    return Instant.parse("2025-01-01T00:00:00Z").plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public double random() {
    return random;
  }

  @Override
  public void sleep(Duration duration, CountDownLatch unless) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (holdsLaterCalls && Thread.currentThread() != owner) {
      held.release();
      unless.await();
      return;
    }
    waits.add(duration);
    nanos += duration.toNanos();
  }
}
