package dev.concordat.conformance.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** A line on the error stream that says how far a long run is, where that is a terminal. */
final class Progress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final PrintWriter err;
  private final boolean shown;
  private long next = System.nanoTime() + INTERVAL;
  private long exchanges;
  private boolean written;

  Progress(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  void step() {
    exchanges++;
    if (shown && System.nanoTime() > next) {
      err.printf("\r%d exchanges", exchanges);
      err.flush();
      next = System.nanoTime() + INTERVAL;
      written = true;
    }
  }

  void end() {
    if (written) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
