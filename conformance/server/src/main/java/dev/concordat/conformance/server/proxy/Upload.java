package dev.concordat.conformance.server.proxy;

import java.io.EOFException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way: what the caller sends is read as the provider takes it. The
 * provider's side may still ask when the exchange is over; nothing of that reaches the caller's
 * request then, which its server uses for the next one.
 */
final class Upload implements Request.Content {
  private final org.eclipse.jetty.server.Request caller;
  private final long length;
  private final Witness witness;
  private final Consumer<@Nullable Throwable> end;
  private long left;
  private boolean isWhole;
  private boolean isOver;

  /**
   * The body of a request.
   *
   * @param end takes the end of it, with the failure where it broke off
   */
  Upload(
      org.eclipse.jetty.server.Request caller, Witness witness, Consumer<@Nullable Throwable> end) {
    HttpField field = caller.getHeaders().getField(HttpHeader.CONTENT_LENGTH);
    this.caller = caller;
    this.length = field == null ? -1 : field.getLongValue();
    this.left = length;
    this.witness = witness;
    this.end = end;
  }

  /** Leaves the caller's request alone from now on. */
  synchronized void over() {
    isOver = true;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public synchronized Content.@Nullable Chunk read() {
    if (isOver) {
      return isWhole ? Content.Chunk.EOF : Content.Chunk.from(new EOFException("it is over"));
    }
    Content.Chunk chunk = caller.read();
    if (chunk == null) {
      return null;
    }
    if (Content.Chunk.isFailure(chunk)) {
      end.accept(chunk.getFailure());
      return chunk;
    }
    if (chunk.hasRemaining()) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().slice().get(bytes);
      witness.sent(bytes);
      left -= bytes.length;
    }
    // A provider that has all that was announced may answer before the end is asked for.
    if (!isWhole && (left == 0 || chunk.isLast())) {
      isWhole = true;
      end.accept(null);
    }
    return chunk;
  }

  @Override
  public void demand(Runnable demand) {
    if (!demanded(demand)) {
      demand.run();
    }
  }

  private synchronized boolean demanded(Runnable demand) {
    if (!isOver) {
      caller.demand(demand);
    }
    return !isOver;
  }

  @Override
  public synchronized void fail(Throwable failure) {
    if (!isOver) {
      caller.fail(failure);
    }
  }
}
