package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A stream over the body of an answer. */
final class HttpEventStream<C, A> implements EventStream<C, A> {
  // A chunk of a chat is a few hundred bytes; this is there to stop a server that never ends a
  // line.
  private static final long MAX_EVENT_BYTES = 16L << 20;
  private static final int MAX_OTHER_EVENTS = 100;
  private static final long MAX_LEADING_SPACE = 1024;
  private static final String SPACE = " \t\r\n";

  private final StreamOperation<C, A> operation;
  private final Answers answers;
  private final ResponseBody body;
  private final Runnable cancel;
  private final EventReader reader;
  private final ChunkSum sum;
  private final Deque<JsonValue> others = new ArrayDeque<>();
  private @Nullable C next;
  private @Nullable ProviderException failure;
  private int chunks;
  private boolean started;
  private boolean ended;
  // Held while the body is read or closed, which is no matter for two threads at once.
  private final ReentrantLock using = new ReentrantLock();
  private volatile boolean closed;

  HttpEventStream(
      StreamOperation<C, A> operation, Answers answers, ResponseBody body, Runnable cancel) {
    this.operation = operation;
    this.answers = answers;
    this.body = body;
    this.cancel = cancel;
    this.reader = new EventReader(body.source(), MAX_EVENT_BYTES);
    this.sum = new ChunkSum(operation.rules());
  }

  @Override
  public boolean hasNext() {
    if (failure != null) {
      throw failure;
    }
    if (next == null && !ended) {
      try {
        next = advance();
      } catch (ProviderException e) {
        failure = e;
        close();
        throw e;
      }
      if (next == null) {
        ended = true;
        close();
      }
    }
    return next != null;
  }

  @Override
  public C next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the stream has ended");
    }
    C chunk = next;
    next = null;
    return chunk;
  }

  @Override
  public A sum() {
    return answers.decode(operation.sum(), sum.json(), "the chunks do not add up to an answer");
  }

  @Override
  public A readToEnd() {
    try (this) {
      while (hasNext()) {
        next();
      }
      return sum();
    }
  }

  @Override
  public List<JsonValue> otherEvents() {
    return List.copyOf(others);
  }

  @Override
  public @Nullable String requestId() {
    return answers.requestId();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (!ended) {
        cancel.run(); // So that a thread that waits for a chunk gives the lock back.
      }
      using.lock();
      try {
        body.close();
      } finally {
        using.unlock();
      }
    }
  }

  // The next chunk; null at the regular end.
  private @Nullable C advance() {
    using.lock();
    try {
      requireOpen();
      if (!started) {
        started = true;
        requireEvents(body.source());
      }
      while (true) {
        EventReader.Event event = reader.next();
        String terminator = operation.rules().terminator();
        if (event == null) {
          if (terminator.isEmpty()) {
            return null;
          }
          throw incomplete(null);
        }
        if (!terminator.isEmpty() && event.data().strip().equals(terminator)) {
          return null;
        }
        if (!event.complete()) {
          throw incomplete(null);
        }
        C chunk = chunk(event);
        if (chunk != null) {
          return chunk;
        }
      }
    } catch (IOException e) {
      requireOpen();
      throw e instanceof InterruptedIOException ? answers.broken(e) : incomplete(e);
    } finally {
      using.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
  }

  // The chunk in an event; null if there is none in it.
  private @Nullable C chunk(EventReader.Event event) {
    if (event.data().isBlank()) {
      return null;
    }
    JsonValue json;
    try {
      json = JsonTree.parse(event.data());
    } catch (JsonDecodeException e) {
      if (event.name().isEmpty() || event.name().equals("message")) {
        throw answers.undecodable("an event is no JSON", e);
      }
      if (event.name().equals("error")) {
        throw answers.describedError(new JsonString(event.data()));
      }
      keep(new JsonString(event.data()));
      return null;
    }
    ProviderException error = answers.error(json);
    if (error != null) {
      throw error;
    }
    if (event.name().equals("error") || operation.rules().error().matches(json)) {
      throw answers.describedError(json);
    }
    String choices = operation.rules().choices();
    if (!(json instanceof JsonObject object)
        || !(choices.isEmpty() || object.members().containsKey(choices))) {
      keep(json);
      return null;
    }
    C chunk = answers.decode(operation.chunk(), json, "a chunk is not what the contract says");
    sum.add(object);
    chunks++;
    return chunk;
  }

  private void keep(JsonValue event) {
    if (others.size() == MAX_OTHER_EVENTS) {
      others.removeFirst();
    }
    others.addLast(event);
  }

  // A body that begins like an object is one, whatever its media type says.
  private void requireEvents(BufferedSource source) throws IOException {
    long at = 0;
    while (at < MAX_LEADING_SPACE
        && source.request(at + 1)
        && SPACE.indexOf(source.getBuffer().getByte(at)) >= 0) {
      at++;
    }
    if (source.request(at + 1) && source.getBuffer().getByte(at) == '{') {
      Buffer bytes = new Buffer();
      bytes.writeAll(source);
      throw answers.notAStream(bytes);
    }
  }

  private IncompleteStreamException incomplete(@Nullable IOException cause) {
    return new IncompleteStreamException(answers.details(null, null, null), chunks, cause);
  }
}
