package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.server.http.CallerWatch;
import dev.concordat.conformance.server.http.Interims;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** One exchange on its way through the proxy. */
final class Forward {
  // Some callers take the end of a connection that is said to be closed for the end of the answer,
  // whatever its framing; none takes this for a chunk.
  private static final byte[] NO_CHUNK =
      "\r\nthe answer broke off\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final org.eclipse.jetty.client.Request upstream;
  private final Witness witness;
  private final Ending ending;
  private final EndPoint endpoint;
  private final Interims interims;
  private final CallerWatch caller;
  private final Upload upload;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile boolean isUploaded;
  private volatile boolean isPumping;
  private volatile boolean isChunked;

  /** Why it was broken off from this side, or null where it was not. */
  private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();

  /** Takes what was seen when it is over. */
  interface Ending {
    /**
     * Takes what was seen.
     *
     * @param whenRecorded runs when that is recorded, or is known not to be
     */
    void over(Witness.Seen seen, Runnable whenRecorded);

    /** Takes that what was seen is lost. */
    void lost(String reason);

    /** Takes that nothing more is to be done. */
    void finished(Forward forward);

    /** A failure in words that hold no secret. */
    String explain(Throwable failure);
  }

  Forward(
      Request request,
      Response response,
      Callback callback,
      org.eclipse.jetty.client.Request upstream,
      Witness witness,
      Ending ending) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.upstream = upstream;
    this.witness = witness;
    this.ending = ending;
    this.endpoint = request.getConnectionMetaData().getConnection().getEndPoint();
    this.interims = new Interims(response);
    Runnable stopping = () -> stop(Exchange.ABANDONED);
    this.caller = new CallerWatch(request, interims, stopping, stopping);
    this.upload = new Upload(request, witness, this::uploaded);
  }

  void start() {
    if (hasBody()) {
      upstream.body(upload);
    } else {
      uploaded(null);
    }
    InterimHandler.forwards(upstream, interims);
    upstream.onResponseContentSource(this::answered);
    upstream.send(this::completed);
  }

  /** Breaks it off. */
  void stop(String reason) {
    stopped.compareAndSet(null, reason);
    abort(new Stopped(reason));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Whether it was over already does not matter.
  private void abort(Throwable cause) {
    upstream.abort(cause);
  }

  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    Stopped(String reason) {
      super(reason, null, false, false);
    }
  }

  private boolean hasBody() {
    HttpField length = request.getHeaders().getField(HttpHeader.CONTENT_LENGTH);
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || (length != null && length.getLongValue() > 0);
  }

  private void uploaded(@Nullable Throwable failure) {
    if (failure != null) {
      stopped.compareAndSet(null, Exchange.ABANDONED);
    } else {
      isUploaded = true;
      witness.requestEnded();
      caller.start();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is said where it fails.
  private void answered(org.eclipse.jetty.client.Response answer, Content.Source body) {
    if (answer.getStatus() == 101) {
      abort(new ProtocolException("no other protocol was asked for"));
      return;
    }
    Iterable<HttpField> fields = Fields.endToEnd(answer.getHeaders());
    witness.head(answer.getStatus(), Fields.headers(fields));
    Pump pump = new Pump(body, bodyLength(answer));
    isPumping = true;
    interims.close().whenComplete((sent, failure) -> begin(answer.getStatus(), fields, pump));
  }

  private void begin(int status, Iterable<HttpField> fields, Pump pump) {
    try {
      caller.answers();
      response.setStatus(status);
      Fields.answer(status, fields, response.getHeaders());
      // Without it the end of the connection would end the body, and a cut one would look whole.
      if (pump.isUnbounded && isHttp11()) {
        response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        isChunked = true;
      }
      if (!isUploaded) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      pump.iterate();
    } catch (RuntimeException | Error e) {
      abort(e);
      over("the proxy failed: " + e.getClass().getName(), e);
    }
  }

  /** How long the body of an answer is, -1 where its own end tells (RFC 9112, 6.3). */
  private long bodyLength(org.eclipse.jetty.client.Response answer) {
    int status = answer.getStatus();
    if (request.getMethod().equals("HEAD") || status == 204 || status == 304) {
      return 0;
    }
    return answer.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
  }

  private boolean isHttp11() {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
        >= HttpVersion.HTTP_1_1.getVersion();
  }

  private final class Pump extends AnswerPump {
    private final boolean isUnbounded;

    Pump(Content.Source body, long length) {
      super(body, response, witness, length);
      this.isUnbounded = length < 0;
    }

    @Override
    void whole() {
      if (isOver.compareAndSet(false, true)) {
        letGo();
        end(null, this::recorded);
      }
    }

    @Override
    protected void onCompleteSuccess() {
      callback.succeeded();
      if (!isUploaded) {
        abort(new Stopped("it was answered before its end"));
      }
      ending.finished(Forward.this);
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
      Throwable ofProvider = providerFailure();
      String reason = stopped.get();
      if (reason == null) {
        reason =
            ofProvider != null
                ? ending.explain(ofProvider)
                : failure instanceof Error
                    ? "the proxy failed: " + failure.getClass().getName()
                    : Exchange.ABANDONED;
      }
      abort(failure);
      String broken = reason;
      if (ofProvider != null && isChunked) {
        endpoint.write(Callback.from(() -> over(broken, failure)), ByteBuffer.wrap(NO_CHUNK));
      } else {
        over(broken, failure);
      }
    }
  }

  // The end of an answer is told by its body; what is left is that there was none.
  private void completed(Result result) {
    Throwable failure = result.getFailure();
    if (failure == null || isPumping) {
      return;
    }
    String reason = stopped.get();
    if (reason != null) {
      over(reason, failure);
    } else if (isOver.compareAndSet(false, true)) {
      String explained = ending.explain(failure);
      letGo();
      end(explained, () -> refuse(explained));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is said to the callback.
  private void refuse(String reason) {
    interims
        .close()
        .whenComplete(
            (sent, failure) -> {
              response.setStatus(502);
              response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
              response.getHeaders().put(HttpHeader.CONNECTION, "close");
              response.write(true, ByteBuffer.wrap(error(reason)), callback);
              ending.finished(this);
            });
  }

  private static byte[] error(String reason) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return json.objectNode()
        .set(
            "error",
            json.objectNode()
                .put("type", "concordat_proxy")
                .put("message", "the provider gave the recording proxy no answer: " + reason))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private void over(String broken, Throwable failure) {
    if (isOver.compareAndSet(false, true)) {
      letGo();
      end(broken, () -> fail(failure));
    } else if (isPumping) {
      // It is recorded whole, and the caller left before it had the end.
      fail(failure);
    }
  }

  private void fail(Throwable failure) {
    callback.failed(failure);
    ending.finished(this);
  }

  private void end(@Nullable String broken, Runnable whenRecorded) {
    Witness.Seen seen;
    try {
      seen = witness.end(broken);
    } catch (RuntimeException | Error e) {
      ending.lost(e.getClass().getName());
      whenRecorded.run();
      return;
    }
    ending.over(seen, whenRecorded);
  }

  private void letGo() {
    caller.end();
    upload.over();
  }
}
