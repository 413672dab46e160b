package dev.concordat.client.runtime;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream whose chunks are there already. */
final class GivenEventStream<C, A> implements EventStream<C, A> {
  private final Iterator<C> chunks;
  private final A sum;
  private boolean closed;

  GivenEventStream(List<C> chunks, A sum) {
    this.chunks = List.copyOf(chunks).iterator();
    this.sum = sum;
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    return chunks.hasNext();
  }

  @Override
  public C next() {
    return chunks.next();
  }

  @Override
  public A sum() {
    return sum;
  }

  @Override
  public A readToEnd() {
    close();
    return sum;
  }

  @Override
  public List<JsonValue> otherEvents() {
    return List.of();
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public ResponseHeaders headers() {
    return ResponseHeaders.none();
  }

  @Override
  public @Nullable String requestId() {
    return null;
  }

  @Override
  public void close() {
    closed = true;
  }
}
