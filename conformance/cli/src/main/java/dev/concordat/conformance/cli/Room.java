package dev.concordat.conformance.cli;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes are held by what is under way of several sources, whose turns come one after the
 * other. Who wants to hold more waits until there is room. The source whose turn it is never waits
 * for the others, which are read ahead of their turn and have a part of the room alone; whatever it
 * wants to hold while it holds nothing, it may.
 */
final class Room {
  private static final int PART_AHEAD = 2;

  private final long size;
  private long held;
  private @Nullable Share turn;

  /**
   * A room.
   *
   * @param size how many bytes may be held at a time
   */
  Room(long size) {
    this.size = size;
  }

  /** How many bytes are held. */
  synchronized long held() {
    return held;
  }

  /** The share of a source, which holds nothing. */
  Share share() {
    return new Share();
  }

  /** What one source holds. */
  final class Share {
    private long own;

    private Share() {}

    /** Says that its turn is come. Before, that of another was, which holds nothing any more. */
    void begin() {
      synchronized (Room.this) {
        turn = this;
        Room.this.notifyAll();
      }
    }

    /** Waits until so many bytes more may be held, and holds them. */
    void take(long bytes) throws InterruptedException {
      synchronized (Room.this) {
        while (!mayTake(bytes)) {
          Room.this.wait();
        }
        own += bytes;
        held += bytes;
      }
    }

    private boolean mayTake(long bytes) {
      if (turn == this) {
        return own == 0 || held + bytes <= size;
      }
      long ahead = held - (turn == null ? 0 : turn.own);
      return ahead + bytes <= size / PART_AHEAD && held + bytes <= size;
    }

    /** Lets go of so many bytes. */
    void give(long bytes) {
      synchronized (Room.this) {
        own -= bytes;
        held -= bytes;
        Room.this.notifyAll();
      }
    }

    /** Waits until its turn is come and it holds nothing. */
    void awaitAlone() throws InterruptedException {
      synchronized (Room.this) {
        while (turn != this || own > 0) {
          Room.this.wait();
        }
      }
    }
  }
}
