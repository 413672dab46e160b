package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.ResponseHeaders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ResponseBody;
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
  // How a body begins that is JSON or a page. No line of a stream does.
  private static final String NO_EVENT = "{<[\"";

  private final StreamOperation<C, A> operation;
  private final Answers answers;
  private final ResponseBody body;
  private final CallContext context;
  private final Runnable whenClosed;
  private final EventReader reader;
  private final ChunkSum sum;
  private final StrayLines strayLines = new StrayLines();
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
      StreamOperation<C, A> operation,
      Answers answers,
      ResponseBody body,
      CallContext context,
      Runnable whenClosed) {
    this.operation = operation;
    this.answers = answers;
    this.body = body;
    this.context = context;
    this.whenClosed = whenClosed;
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
    JsonObject json = sum.json();
    try {
      return Answers.decode(operation.sum(), json.toJson());
    } catch (JsonDecodeException e) {
      throw answers.undecodable("the chunks do not add up to an answer", json.toJson(), json, e);
    }
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
  public int status() {
    return answers.status();
  }

  @Override
  public ResponseHeaders headers() {
    return answers.headers();
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
        context.cancel(); // So that a thread that waits for a chunk gives the lock back.
      }
      using.lock();
      try {
        body.close();
      } finally {
        using.unlock();
        whenClosed.run();
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
        EventReader.Item item = reader.next();
        if (item instanceof EventReader.StrayLine line) {
          throwIfError(line);
          continue;
        }
        EventReader.Event event = (EventReader.Event) item;
        if (event == null || isTerminator(event)) {
          requireWhole(event);
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
    } catch (JsonDecodeException e) {
      throw answers.undecodable("the stream is not UTF-8", null, null, e);
    } catch (IOException e) {
      requireOpen();
      throw Thread.currentThread().isInterrupted() || e instanceof InterruptedIOException
          ? answers.broken(e)
          : incomplete(e);
    } finally {
      using.unlock();
    }
  }

  private void requireOpen() {
    if (closed || context.isCancelled()) {
      throw new IllegalStateException("the stream is closed");
    }
  }

  private boolean isTerminator(EventReader.Event event) {
    String terminator = operation.rules().terminator();
    return !terminator.isEmpty() && event.data().strip().equals(terminator);
  }

  // Throws where the stream must not end: here, or without a chunk.
  private void requireWhole(EventReader.@Nullable Event end) {
    if (chunks == 0 && strayLines.excerpt() != null) {
      throw answers.undecodable(
          "expected a stream of events, found something else", strayLines.excerpt(), null, null);
    }
    if (end == null && !(operation.rules().terminator().isEmpty() && chunks > 0)) {
      throw incomplete(null);
    }
    if (chunks == 0) {
      throw answers.undecodable("the stream has no chunks", null, null, null);
    }
  }

  private void throwIfError(EventReader.StrayLine line) {
    JsonValue json = strayLines.add(line.text());
    if (json != null) {
      ProviderException error = error(json);
      if (error != null) {
        throw error;
      }
      keep(json);
    }
  }

  private @Nullable ProviderException error(JsonValue json) {
    ProviderException error = answers.error(json);
    return error == null && operation.rules().error().resembles(json)
        ? answers.describedError(json)
        : error;
  }

  // The chunk in an event; null if there is none in it.
  private @Nullable C chunk(EventReader.Event event) {
    if (event.data().isBlank()) {
      return null;
    }
    if (!isNamed(event)) {
      try {
        C chunk = Answers.decode(operation.chunk(), event.data());
        if (isChunk(chunk)) {
          sum.add(chunk);
          chunks++;
          return chunk;
        }
      } catch (JsonDecodeException e) {
        // What it is instead is told below.
      }
    }
    return oddChunk(event);
  }

  // Whether it has another name than the contract has for it.
  private boolean isNamed(EventReader.Event event) {
    return !event.name().isEmpty()
        && !event.name().equals("message")
        && !event.name().equals(name(event));
  }

  private @Nullable String name(EventReader.Event event) {
    String name = operation.rules().name();
    try {
      return !name.isEmpty()
              && JsonTree.parse(event.data()) instanceof JsonObject object
              && object.get(name) instanceof JsonString text
          ? text.text()
          : null;
    } catch (JsonDecodeException e) {
      // It was cut, or is no JSON at all.
      return event.data().startsWith("{") ? event.name() : null;
    }
  }

  // Whether what was decoded is a chunk, and nothing else that only has a chunk's members.
  private boolean isChunk(C chunk) {
    String choices = operation.rules().choices();
    return (choices.isEmpty() ? JsonView.isObject(chunk) : JsonView.get(chunk, choices) != null)
        && !operation.rules().error().matches(chunk)
        && answers.errorIn(chunk) == null;
  }

  // The same for an event that may be something else: as JSON, it is looked at from all sides.
  private @Nullable C oddChunk(EventReader.Event event) {
    JsonValue json;
    try {
      json = JsonTree.parse(event.data());
    } catch (JsonDecodeException e) {
      if (!isNamed(event)) {
        throw answers.undecodable("an event is no JSON", event.data(), null, e);
      }
      json = new JsonString(event.data());
    }
    ProviderException error = error(json);
    if (error != null) {
      throw error;
    }
    if (event.name().equals("error")) {
      throw answers.describedError(json);
    }
    String choices = operation.rules().choices();
    if (!(json instanceof JsonObject object)
        || !(choices.isEmpty() || object.members().containsKey(choices))) {
      keep(json);
      return null;
    }
    try {
      C chunk = Answers.decode(operation.chunk(), event.data());
      sum.add(object);
      chunks++;
      return chunk;
    } catch (JsonDecodeException e) {
      if (isNamed(event)) { // An event of another kind, whose members only look like a chunk's.
        keep(json);
        return null;
      }
      throw answers.undecodable("a chunk is not what the contract says", json.toJson(), json, e);
    }
  }

  private void keep(JsonValue event) {
    if (others.size() == MAX_OTHER_EVENTS) {
      others.removeFirst();
    }
    others.addLast(event);
  }

  // A body that begins like JSON or a page is one, whatever its media type says.
  private void requireEvents(BufferedSource source) throws IOException {
    long at = source.rangeEquals(0, EventReader.BYTE_ORDER_MARK) ? 3 : 0;
    while (at < MAX_LEADING_SPACE && source.request(at + 1)) {
      if (SPACE.indexOf(source.getBuffer().getByte(at)) < 0) {
        break;
      }
      at++;
    }
    if (source.request(at + 1) && NO_EVENT.indexOf(source.getBuffer().getByte(at)) >= 0) {
      throw answers.notAStream(answers.rest(source));
    }
  }

  private IncompleteStreamException incomplete(@Nullable IOException cause) {
    return new IncompleteStreamException(answers.details(null, null, null), chunks, cause);
  }
}
