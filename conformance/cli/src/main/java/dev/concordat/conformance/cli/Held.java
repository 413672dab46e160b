package dev.concordat.conformance.cli;

/**
 * How many bytes are held by what is under way. Who wants to hold more waits until there is room;
 * what is larger than all the room has it for itself.
 */
final class Held {
  private final long room;
  private long held;

  /**
   * A count.
   *
   * @param room how many bytes may be held at a time
   */
  Held(long room) {
    this.room = room;
  }

  /** Waits until so many bytes more may be held, and holds them. */
  synchronized void take(long bytes) throws InterruptedException {
    while (held > 0 && held + bytes > room) {
      wait();
    }
    held += bytes;
  }

  /** Lets go of so many bytes. */
  synchronized void give(long bytes) {
    held -= bytes;
    notifyAll();
  }

  /** Waits until nothing is held. */
  synchronized void awaitNone() throws InterruptedException {
    while (held > 0) {
      wait();
    }
  }

  /** How many bytes are held. */
  synchronized long bytes() {
    return held;
  }
}
