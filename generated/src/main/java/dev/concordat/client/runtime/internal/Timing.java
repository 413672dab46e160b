package dev.concordat.client.runtime.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and chance. Tests put their own in its place. */
public interface Timing {
  Timing SYSTEM =
      new Timing() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void sleep(Duration duration, CountDownLatch unless) throws InterruptedException {
          boolean unused = unless.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
      };

  Instant now();

  /** Nanoseconds from an arbitrary point on. */
  long nanoTime();

  /** From 0 to just below 1. */
  double random();

  /** Waits, unless this is or comes down to zero. */
  void sleep(Duration duration, CountDownLatch unless) throws InterruptedException;
}
