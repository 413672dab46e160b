package dev.concordat.conformance.server.proxy;

import java.util.function.Consumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of a request on its way: what the caller sends is read as the provider takes it. */
final class Upload implements Request.Content {
  private final org.eclipse.jetty.server.Request caller;
  private final Witness witness;
  private final Consumer<@Nullable Throwable> end;

  /**
   * The body of a request.
   *
   * @param end takes the end of it, with the failure where it broke off
   */
  Upload(
      org.eclipse.jetty.server.Request caller, Witness witness, Consumer<@Nullable Throwable> end) {
    this.caller = caller;
    this.witness = witness;
    this.end = end;
  }

  @Override
  public long getLength() {
    HttpField length = caller.getHeaders().getField(HttpHeader.CONTENT_LENGTH);
    return length == null ? -1 : length.getLongValue();
  }

  @Override
  public Content.@Nullable Chunk read() {
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
    }
    if (chunk.isLast()) {
      end.accept(null);
    }
    return chunk;
  }

  @Override
  public void demand(Runnable demand) {
    caller.demand(demand);
  }

  @Override
  public void fail(Throwable failure) {
    caller.fail(failure);
  }
}
