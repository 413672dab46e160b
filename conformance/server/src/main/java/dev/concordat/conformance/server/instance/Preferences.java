package dev.concordat.conformance.server.instance;

import java.util.Random;

/** Decides where a schema leaves something open. */
public interface Preferences {
  /** One of so many possibilities, from 0. */
  int pick(int possibilities);

  /** Whether a property that may be left out is there. */
  boolean includes(int depth);

  /** The least: the first possibility, and nothing that may be left out. */
  static Preferences minimal() {
    return new Preferences() {
      @Override
      public int pick(int possibilities) {
        return 0;
      }

      @Override
      public boolean includes(int depth) {
        return false;
      }
    };
  }

  /** All that is described: the first possibility, and everything that may be left out. */
  static Preferences full() {
    return new Preferences() {
      @Override
      public int pick(int possibilities) {
        return 0;
      }

      @Override
      public boolean includes(int depth) {
        return depth < 6;
      }
    };
  }

  /** Any, from a source of chance; the same seed gives the same values. */
  static Preferences random(Random random) {
    return new Preferences() {
      @Override
      public int pick(int possibilities) {
        return random.nextInt(possibilities);
      }

      @Override
      public boolean includes(int depth) {
        return depth < 6 && random.nextInt(3) == 0;
      }
    };
  }
}
