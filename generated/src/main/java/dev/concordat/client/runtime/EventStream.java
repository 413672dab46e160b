package dev.concordat.client.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in chunks. Each call reads from the connection as far as the next chunk, so
 * a chunk is there as soon as it has arrived. To be used by one thread, and to be closed, by any.
 *
 * <p>It can be gone through once, as an iterator, in a {@code for} loop or as {@link #stream()}:
 * each goes on where the one before it stopped.
 *
 * @param <C> what a chunk is
 * @param <A> what all chunks add up to
 */
@SuppressWarnings("IterableAndIterator") // Gone through once, as its documentation says.
public interface EventStream<C, A> extends Iterator<C>, Iterable<C>, AutoCloseable {

  /**
   * Whether there is another chunk. Waits for it.
   *
   * @throws ProviderErrorException if an error comes in place of a chunk
   * @throws IncompleteStreamException if the stream ends without the event that ends it
   * @throws UndecodableAnswerException if something comes that is neither a chunk nor an error
   * @throws CallTimeoutException if nothing comes for too long
   */
  @Override
  boolean hasNext();

  /**
   * The next chunk. Waits for it, and throws what {@link #hasNext} throws.
   *
   * @throws NoSuchElementException if the stream has come to its end
   */
  @Override
  C next();

  /** This, for a {@code for} loop: what is left. It throws what {@link #hasNext} throws. */
  @Override
  default Iterator<C> iterator() {
    return this;
  }

  /**
   * The chunks that are left, as they come. Its ends throw what {@link #hasNext} throws; closing it
   * closes this.
   */
  default Stream<C> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /**
   * What the chunks that were read so far add up to. A choice that has not ended has no reason for
   * its end.
   *
   * @throws UndecodableAnswerException if they do not add up to an answer, as before the first one
   */
  A sum();

  /**
   * Reads all that is left, closes the stream and gives what it adds up to. Throws what {@link
   * #hasNext} throws.
   */
  A readToEnd();

  /**
   * Events that were read and are neither chunks nor errors, such as a gateway's own. They are left
   * out of the sum. The last hundred are kept.
   */
  List<JsonValue> otherEvents();

  /** The HTTP status that the answer began with. */
  int status();

  /** The headers that the answer began with, rate limits among them where the provider has any. */
  ResponseHeaders headers();

  /** What the provider's support asks for; null if there is none. */
  @Nullable String requestId();

  /**
   * Ends the call, whether or not all of it was read. A thread that waits for a chunk gets an
   * {@link IllegalStateException}.
   */
  @Override
  void close();

  /** A stream of given chunks, for tests that put a client of their own in the place of ours. */
  static <C, A> EventStream<C, A> of(List<C> chunks, A sum) {
    return new GivenEventStream<>(chunks, sum);
  }
}
