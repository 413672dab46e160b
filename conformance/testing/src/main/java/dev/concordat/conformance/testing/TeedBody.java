package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Exchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** The body of an answer, whose bytes are judged as its reader takes them. */
final class TeedBody extends ResponseBody {
  private final ResponseBody body;
  private final BufferedSource source;

  TeedBody(ResponseBody body, LiveCall call, BooleanSupplier isCanceled) {
    this.body = body;
    this.source = Okio.buffer(new Tee(body.source(), call, isCanceled));
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public BufferedSource source() {
    return source;
  }

  private static final class Tee extends ForwardingSource {
    // As long as OkHttp itself waits for the end of a closed body, to use the connection again.
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LiveCall call;
    private final BooleanSupplier isCanceled;

    Tee(Source source, LiveCall call, BooleanSupplier isCanceled) {
      super(source);
      this.call = call;
      this.isCanceled = isCanceled;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count;
      try {
        count = super.read(sink, byteCount);
      } catch (IOException e) {
        if (isCanceled.getAsBoolean()) {
          call.broken(Exchange.ABANDONED);
        } else {
          call.broken(e.toString());
        }
        throw e;
      }
      if (count < 0) {
        call.end();
      } else {
        Buffer passed = new Buffer();
        sink.copyTo(passed, sink.size() - count, count);
        call.body(passed.readByteArray());
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      try {
        if (!call.hasEnded() && (isCanceled.getAsBoolean() || !hasEnded())) {
          call.broken(Exchange.ABANDONED);
        }
      } finally {
        super.close();
      }
    }

    // Readers of JSON stop behind its last brace and readers of streams at the last event: the
    // answer is whole all the same if nothing more comes.
    private boolean hasEnded() {
      Timeout timeout = timeout();
      boolean hadDeadline = timeout.hasDeadline();
      long deadline = hadDeadline ? timeout.deadlineNanoTime() : 0;
      long rest = System.nanoTime() + REST_NANOS;
      timeout.deadlineNanoTime(hadDeadline ? Math.min(deadline, rest) : rest);
      try {
        Buffer passed = new Buffer();
        while (delegate().read(passed, 8192) >= 0) {
          call.body(passed.readByteArray());
          timeout.throwIfReached();
        }
        call.end();
        return true;
      } catch (IOException e) {
        return false;
      } finally {
        if (hadDeadline) {
          timeout.deadlineNanoTime(deadline);
        } else {
          timeout.clearDeadline();
        }
      }
    }
  }
}
