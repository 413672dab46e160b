package dev.concordat.conformance.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a caller closes its connection while the provider is silent. It reads what comes
 * behind the request, so that the connection cannot serve another one.
 */
final class CallerWatch implements Callback {
  private final EndPoint connection;
  private final Runnable left;
  private final ByteBuffer ignored = BufferUtil.allocate(512);
  private volatile boolean ended;

  CallerWatch(EndPoint connection, Runnable left) {
    this.connection = connection;
    this.left = left;
  }

  /** Begins; to be called when the request has been read to its end. */
  void start() {
    if (!ended) {
      connection.tryFillInterested(this);
    }
  }

  /** Takes that the exchange is over. */
  void end() {
    ended = true;
  }

  @Override
  public void succeeded() {
    int count;
    try {
      do {
        BufferUtil.clear(ignored);
        count = connection.fill(ignored);
      } while (count > 0);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      leave();
    } else {
      start();
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (failure instanceof TimeoutException) {
      start();
    } else {
      leave();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private void leave() {
    if (!ended) {
      ended = true;
      left.run();
    }
  }
}
