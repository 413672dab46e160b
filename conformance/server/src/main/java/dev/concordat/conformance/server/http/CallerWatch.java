package dev.concordat.conformance.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Notices that a caller closes its connection while the provider is silent.
 *
 * <p>It has to read to notice; what it reads is the beginning of the next request, and is given
 * back. A caller that only says that it sends nothing more gets its answer. Whether it is there to
 * take it shows when something is sent to it: an interim response now and then until the answer
 * begins.
 */
public final class CallerWatch implements Callback {
  // What is read ahead; it fits into the connection's own buffer, which is empty then.
  private static final int AHEAD = 4096;
  private static final long FIRST_PROBE_MILLIS = 500;
  private static final long LONGEST_PROBE_MILLIS = 15_000;

  private final HttpConnection connection;
  private final AbstractEndPoint endpoint;
  private final Scheduler scheduler;
  private final Interims interims;
  private final Runnable left;
  private final Runnable closing;
  private final ByteBuffer ahead = BufferUtil.allocate(AHEAD);
  private boolean isAnswered;
  private boolean isHalfClosed;
  private boolean isEnded;
  private long pause = FIRST_PROBE_MILLIS;

  /**
   * A watch over the caller of a request.
   *
   * @param left runs where the caller has left
   * @param closing runs where it sends nothing more, and said so only after the answer began: it
   *     has left, or was late to say so
   */
  public CallerWatch(Request request, Interims interims, Runnable left, Runnable closing) {
    this.connection = (HttpConnection) request.getConnectionMetaData().getConnection();
    this.endpoint = (AbstractEndPoint) connection.getEndPoint();
    this.scheduler = request.getComponents().getScheduler();
    this.interims = interims;
    this.left = left;
    this.closing = closing;
  }

  /** Begins; to be called when the request has been read to its end. */
  public synchronized void start() {
    if (!isEnded && !isHalfClosed && connection.isRequestBufferEmpty()) {
      endpoint.tryFillInterested(this);
    }
  }

  /**
   * Takes that the answer begins. Who says behind its request that it sends nothing more has said
   * so by now, unless the answer is very quick; who closes its connection later has left.
   */
  public void answers() {
    if (read() == Read.LEFT) {
      tell(left);
    }
    synchronized (this) {
      isAnswered = true;
    }
  }

  /** Takes that the exchange is over, and leaves the connection to the next one. */
  public synchronized void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    endpoint.getFillInterest().onFail(new IOException("the exchange is over"));
    if (ahead.hasRemaining()) {
      connection.onUpgradeTo(ahead);
    }
  }

  @Override
  public void succeeded() {
    switch (read()) {
      case MORE -> start();
      case LEFT -> tell(left);
      case CLOSING -> tell(closing);
      case NOTHING -> {}
    }
  }

  private enum Read {
    MORE,
    NOTHING,
    LEFT,
    CLOSING
  }

  private synchronized Read read() {
    if (isEnded || isHalfClosed || !connection.isRequestBufferEmpty()) {
      return Read.NOTHING;
    }
    try {
      while (BufferUtil.space(ahead) > 0) {
        int count = endpoint.fill(ahead);
        if (count == 0) {
          return Read.MORE;
        }
        if (count < 0) {
          return halfClosed();
        }
      }
      return Read.NOTHING;
    } catch (IOException e) {
      return Read.LEFT;
    }
  }

  private Read halfClosed() {
    if (isAnswered) {
      return Read.CLOSING;
    }
    isHalfClosed = true;
    probeLater();
    return Read.NOTHING;
  }

  private void probeLater() {
    scheduler.schedule(this::probe, pause, TimeUnit.MILLISECONDS);
    pause = Math.min(2 * pause, LONGEST_PROBE_MILLIS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is that the caller has left.
  private void probe() {
    if (!isWaiting()) {
      return;
    }
    interims
        .send(102)
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                tell(left);
              } else if (isWaiting()) {
                probeLater();
              }
            });
  }

  private synchronized boolean isWaiting() {
    return !isEnded && !isAnswered;
  }

  @Override
  public void failed(Throwable failure) {
    if (failure instanceof TimeoutException) {
      start();
    } else {
      tell(left);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private void tell(Runnable what) {
    synchronized (this) {
      if (isEnded) {
        return;
      }
    }
    what.run();
  }
}
