package dev.concordat.client.runtime.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client that have not ended, those of clients derived from it included, so that
 * closing the client ends them.
 */
final class OpenCalls {
  private final @Nullable OpenCalls parent;
  private final Set<CallContext> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OpenCalls(@Nullable OpenCalls parent) {
    this.parent = parent;
  }

  /**
   * Adds a call.
   *
   * @throws IllegalStateException if the client is closed
   */
  void add(CallContext call) {
    for (OpenCalls calls = this; calls != null; calls = calls.parent) {
      calls.open.add(call);
    }
    // Looked at last: one that closes in between has either this call or this answer.
    if (isClosed()) {
      remove(call);
      throw closedException();
    }
  }

  void remove(CallContext call) {
    for (OpenCalls calls = this; calls != null; calls = calls.parent) {
      calls.open.remove(call);
    }
  }

  boolean isClosed() {
    return closed || (parent != null && parent.isClosed());
  }

  /** Ends all calls; whether this was the first time. */
  boolean close() {
    boolean first = !closed;
    closed = true;
    open.forEach(CallContext::cancel);
    return first;
  }

  static IllegalStateException closedException() {
    return new IllegalStateException("the client is closed");
  }
}
