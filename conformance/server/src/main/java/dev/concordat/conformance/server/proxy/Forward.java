package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Exchange;
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
  private final CallerWatch caller;
  private final EndPoint endpoint;
  private final Upload upload;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicBoolean isAnswered = new AtomicBoolean();
  private volatile boolean isChunked;

  /** Why it was broken off from this side, or null where it was not. */
  private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();

  /** Takes what was seen when it is over. */
  interface Ending {
    /** Takes what was seen. */
    void over(Forward forward, Witness.Seen seen);

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
    this.caller = new CallerWatch(endpoint, () -> stop(Exchange.ABANDONED));
    this.upload = new Upload(request, witness, this::uploaded);
  }

  void start() {
    if (hasBody()) {
      upstream.body(upload);
    } else {
      uploaded(null);
    }
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
      witness.requestEnded();
      caller.start();
    }
  }

  private void answered(org.eclipse.jetty.client.Response answer, Content.Source body) {
    isAnswered.set(true);
    Iterable<HttpField> fields = Fields.endToEnd(answer.getHeaders());
    witness.head(answer.getStatus(), Fields.headers(fields));
    response.setStatus(answer.getStatus());
    fields.forEach(response.getHeaders()::add);
    // Without it the end of the connection would end the body, and a cut one would look whole.
    if (mayHaveBody(answer) && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
      isChunked = true;
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    new Pump(body).iterate();
  }

  private boolean mayHaveBody(org.eclipse.jetty.client.Response answer) {
    boolean knowsChunks =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            >= HttpVersion.HTTP_1_1.getVersion();
    int status = answer.getStatus();
    return knowsChunks && !request.getMethod().equals("HEAD") && status != 204 && status != 304;
  }

  private final class Pump extends AnswerPump {
    Pump(Content.Source body) {
      super(body, response, witness);
    }

    @Override
    protected void onCompleteSuccess() {
      over(null, null);
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
      release();
      Throwable ofProvider = providerFailure();
      String reason = stopped.get();
      if (reason == null) {
        reason = ofProvider == null ? Exchange.ABANDONED : ending.explain(ofProvider);
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
    if (failure == null || isAnswered.get()) {
      return;
    }
    String reason = stopped.get();
    if (reason != null) {
      over(reason, failure);
      return;
    }
    String explained = ending.explain(failure);
    if (isOver.compareAndSet(false, true)) {
      letGo();
      ending.over(this, witness.end(explained));
      response.setStatus(502);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      response.write(true, ByteBuffer.wrap(error(explained)), callback);
    }
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

  private void over(@Nullable String broken, @Nullable Throwable failure) {
    if (!isOver.compareAndSet(false, true)) {
      return;
    }
    letGo();
    Witness.Seen seen = witness.end(broken);
    if (failure == null) {
      callback.succeeded();
    } else {
      callback.failed(failure);
    }
    ending.over(this, seen);
  }

  private void letGo() {
    caller.end();
    upload.over();
  }
}
