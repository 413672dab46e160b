package dev.concordat.conformance.cli;

import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;

/** A line on the error stream that says which case is under way, where that is a terminal. */
final class ProbeProgress {
  private final PrintWriter err;
  private final boolean shown;
  private final int cases;
  private int done;

  ProbeProgress(PrintWriter err, boolean shown, int cases) {
    this.err = err;
    this.shown = shown;
    this.cases = cases;
  }

  /** Takes away the line, so that something else can be written. */
  void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  /** Shows how far the run is after one more case. */
  void step(String provider) {
    done++;
    if (shown && done < cases) {
      err.printf("\r%s: case %d of %d", SafeText.of(provider), done + 1, cases);
      err.flush();
    }
  }
}
